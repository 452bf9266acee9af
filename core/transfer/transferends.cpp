#include "core/errortable.h"
#include "core/transfer/transfer.h"

#include <algorithm>

/// How an attempt of Transfer ends badly, or begins once more.
namespace transfer {

namespace {

bool isPlain(const storage::PartialDownload *partial)
{
    return partial && partial->record().headerSize == 0;
}

} // namespace

void Transfer::failBy(const core::Error &error)
{
    onGaveUp({error, core::healsWithTime(error.kind), {}});
}

void Transfer::onGaveUp(const Failure &failure)
{
    if (m_isEnding || m_isRestarting)
        return;
    const auto why = reasonToRestart(failure);
    why &&mayRestart(*why) ? restart(*why, failure.error) : endWith(failure);
}

void Transfer::endWith(const Failure &failure)
{
    m_isEnding = true;
    m_ticks.stop();
    m_silenceLooks.stop();
    dropCrew([this, failure] {
        // Of a plain file nothing is kept that another attempt could use: it is fetched anew.
        const bool isWrongFile =
            failure.error.kind == core::ErrorKind::ContentKeyWrong && isPlain(m_partial.get());
        const bool isWorthless = core::errorRow(failure.error.kind).item == core::ItemDoes::FailAndDiscard;
        const bool isHopeless = !m_isStopping && !failure.mayHeal && (isWorthless || isWrongFile);
        close(
            [this, failure] {
                if (m_isStopping)
                    Q_EMIT stopped();
                else
                    Q_EMIT failed(failure);
            },
            isHopeless ? Leave::Nothing : Leave::Everything);
    });
}

/// Lets the scheduler come to rest, then goes on with `then`.
void Transfer::dropCrew(std::function<void()> then)
{
    if (!m_scheduler)
        return then();
    m_scheduler->disconnect(this);
    connect(m_scheduler.get(), &SegmentScheduler::stopped, this, std::move(then), Qt::QueuedConnection);
    m_scheduler->stop();
}

/// Its bytes are not proven one by one, or some of them are of an earlier attempt.
bool Transfer::mayBeMended() const
{
    return m_record || (m_partial && m_partial->record().headerSize == 0);
}

std::optional<Restarts::Why> Transfer::reasonToRestart(const Failure &failure) const
{
    const core::ErrorKind kind = failure.error.kind;
    if (failure.isCut && !core::isStorage(kind))
        return Restarts::Why::Cut;
    if (kind == core::ErrorKind::ContentChanged)
        return m_scheduler && m_scheduler->hasChanged() ? Restarts::Why::Changed : Restarts::Why::Elsewhere;
    if (kind == core::ErrorKind::ContentKeyWrong && mayBeMended())
        return Restarts::Why::Wrong;
    return std::nullopt;
}

bool Transfer::mayRestart(Restarts::Why why) const
{
    return !m_isStopping && m_restarts.may(why, static_cast<std::size_t>(m_order.source.mirrors.size()));
}

/// What was fetched cannot be used: once more from the start, from another mirror first.
void Transfer::restart(Restarts::Why why, const core::Error &error)
{
    if (!mayRestart(why))
        return endWith({error, false});
    m_restarts.began(why);
    m_isRestarting = true;
    m_ticks.stop();
    if (m_scheduler) {
        const auto &all = m_scheduler->mirrors().all();
        const auto most = std::max_element(
            all.begin(), all.end(), [](const Mirror &a, const Mirror &b) { return a.bytes < b.bytes; });
        m_distrusted = most->url;
    }
    dropCrew([this, error] { beginAgain(error); });
}

void Transfer::beginAgain(const core::Error &why)
{
    m_isRestarting = false;
    m_isEnding = false;
    m_record.reset();
    m_doubt = {};
    m_scheduler.reset();
    m_map.reset();
    if (m_isStopping)
        return close([this] { Q_EMIT stopped(); });
    if (m_hasher)
        m_hasher = std::make_shared<ContentHasher>(m_order.source.checksum);
    m_followed = 0;
    m_counters->encodedDone = 0;
    m_counters->decodedDone = 0;
    Event event;
    event.kind = Event::Kind::Restarted;
    event.error = why;
    tell(event);
    fetchHead();
}

} // namespace transfer
