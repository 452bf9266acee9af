#include "core/queue/diskspacewatch.h"

#include "core/async.h"
#include "core/storage/filesystem.h"

#include <algorithm>

namespace queue {

using namespace std::chrono_literals;

namespace {

// What a log file or a browser frees by the way is no reason to try. Whoever needs less comes back by itself.
constexpr qint64 kWorthATry = 1 << 20;

} // namespace

DiskSpaceWatch::DiskSpaceWatch(core::Mailbox *disk, QObject *parent)
    : QObject(parent)
    , m_disk(disk)
{
    m_looks.setInterval(1s);
    connect(&m_looks, &QTimer::timeout, this, &DiskSpaceWatch::look);
}

void DiskSpaceWatch::add(quint64 volume, const QString &folder, Kind kind, const core::Error &error)
{
    Volume &entry = m_volumes[volume];
    if (entry.folder.isEmpty() || kind == Kind::Full)
        entry = Volume{folder, kind, error, entry.least};
    if (!m_looks.isActive())
        m_looks.start();
    look();
}

void DiskSpaceWatch::forget(quint64 volume)
{
    m_volumes.remove(volume);
    if (m_volumes.isEmpty())
        m_looks.stop();
}

std::optional<core::Error> DiskSpaceWatch::trouble(quint64 volume) const
{
    const auto found = m_volumes.constFind(volume);
    return found == m_volumes.cend() || found->kind == Kind::Short ? std::nullopt
                                                                   : std::optional(found->error);
}

void DiskSpaceWatch::look()
{
    for (auto it = m_volumes.cbegin(); it != m_volumes.cend(); ++it) {
        core::runOn(
            m_disk, [folder = it->folder] { return storage::fs::freeSpace(folder); }, this,
            [this, volume = it.key()](const core::Result<qint64> &free) {
                if (free)
                    onFree(volume, *free);
            });
    }
}

void DiskSpaceWatch::onFree(quint64 volume, qint64 free)
{
    const auto found = m_volumes.find(volume);
    if (found == m_volumes.end())
        return;
    const qint64 before = found->least;
    found->least = before < 0 ? free : std::min(before, free);
    if (before < 0 || free < before + kWorthATry)
        return;
    forget(volume);
    Q_EMIT roomMade(volume);
}

} // namespace queue
