#include "core/transfer/transferservices.h"

#include <algorithm>
#include <utility>

namespace transfer {

namespace {

constexpr std::chrono::milliseconds kLookEvery{1'000};
constexpr int kMostLookups = 4;

} // namespace

TransferServices::TransferServices()
    : keys(std::make_shared<const blte::KeyStore>())
    , closing([](const QString &folder, const QByteArray &, const blte::KeyStore *) -> core::Result<void> {
        return core::failure(core::ErrorKind::RecordUnreadable,
                             folder + QStringLiteral(": nobody knows how the set is to be ended"));
    })
{
    useFewHeaps();
    tuning.fetcher.limiter = &limiter;
    m_wanted = tuning;
    m_lookups.setMaxThreadCount(std::clamp(QThread::idealThreadCount(), 1, kMostLookups));
    m_lookupsInTurn.setMaxThreadCount(1);
    m_diskThread.setObjectName(QStringLiteral("disk"));
    m_disk.moveToThread(&m_diskThread);
    m_diskThread.start();
}

TransferServices::~TransferServices()
{
    m_diskThread.quit();
    m_diskThread.wait();
}

void TransferServices::setTuning(const Tuning &wanted)
{
    m_wanted = wanted;
    tuning = memoryPressure == MemoryPressure::High ? squeezed(wanted) : wanted;
}

void TransferServices::lookAtMemory()
{
    if (m_sinceLook.isValid() && !m_sinceLook.hasExpired(kLookEvery.count()))
        return;
    m_sinceLook.start();
    const auto before = std::exchange(memoryPressure, pressureAfter(memoryPressure, readMemory()));
    if (memoryPressure != before)
        setTuning(m_wanted);
    if (memoryPressure == MemoryPressure::High)
        lanes.releaseMemory();
    if (m_keptMemory != tuning.keptMemory)
        keepFreeMemory(m_keptMemory = tuning.keptMemory);
}

} // namespace transfer
