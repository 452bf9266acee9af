#include "core/transfer/checkpointer.h"

#include "core/async.h"
#include "core/storage/statestore.h"
#include "core/transfer/storedmap.h"
#include "core/transfer/transferservices.h"

namespace transfer {

namespace {

constexpr std::chrono::seconds kCheckpoint{1};

} // namespace

Checkpointer::Checkpointer(TransferServices &services, const Counters &counters)
    : m_services(services)
    , m_counters(counters)
{
    connect(&m_ticks, &QTimer::timeout, this, &Checkpointer::tick);
}

void Checkpointer::start(std::shared_ptr<storage::PartialDownload> partial)
{
    m_partial = std::move(partial);
    m_ticks.start(kCheckpoint);
}

void Checkpointer::stop()
{
    m_ticks.stop();
    m_partial.reset();
}

/// Body bytes since this was asked last.
quint64 Checkpointer::takeSpent()
{
    const qint64 all = m_counters.networkBytes;
    return static_cast<quint64>(all - std::exchange(m_noted, all));
}

void Checkpointer::tick()
{
    m_services.lookAtMemory();
    if (m_isBusy)
        return;
    m_isBusy = true;
    core::runOn(
        m_services.disk(),
        [partial = m_partial, spent = takeSpent(), table = takeTable()] {
            if (table)
                keepTable(partial->target(), *table);
            partial->journal().addNetworkBytes(spent);
            return partial->journal().isDirty() ? partial->checkpoint() : core::Result<void>{};
        },
        this,
        [this](const core::Result<void> &result) {
            m_isBusy = false;
            if (!result)
                Q_EMIT failed(result.error());
        });
}

void Checkpointer::close(std::shared_ptr<storage::PartialDownload> partial, const QByteArray &provenance,
                         Leave leave, std::function<void()> then)
{
    stop();
    core::runOn(
        m_services.disk(),
        [partial = std::move(partial), spent = takeSpent(), table = takeTable(), provenance,
         leave]() -> core::Result<void> {
            // Locked chunks may yet get their keys, and were a finished file perhaps.
            if (leave == Leave::Nothing && partial->record().locked.count(true) == 0) {
                storage::StateStore::own().forget(partial->target());
                return partial->discard();
            }
            if (table)
                keepTable(partial->target(), *table);
            storage::StateStore::own().keep(storage::StateStore::Kind::Provenance, partial->target(),
                                            provenance);
            partial->journal().addNetworkBytes(spent);
            const auto kept = partial->journal().isDirty() ? partial->checkpoint() : core::Result<void>{};
            partial->close();
            return kept;
        },
        this, [then = std::move(then)](const core::Result<void> &) { then(); });
}

} // namespace transfer
