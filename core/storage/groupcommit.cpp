#include "core/storage/groupcommit.h"
#include "core/storage/filesystem.h"

#include <QHash>
#include <QSet>
#include <algorithm>
#include <utility>

namespace storage {

namespace {

/// From so many files or folders on, one sync of their whole volume costs less than one for each of them.
constexpr qsizetype kWorthAVolume = 8;

template <typename Step>
void forAll(const std::vector<Ending *> &endings, Step step)
{
    for (Ending *ending : endings) {
        if (ending->result)
            ending->result = step(*ending);
    }
}

using ByFolder = QHash<QString, std::vector<Ending *>>;

/// The volumes of which a sync failed once: there each file is asked for itself from then on, until the
/// program ends. Used by one thread.
QSet<quint64> &failedVolumes()
{
    static QSet<quint64> volumes;
    return volumes;
}

/// Whether all of the volume is on the disk, as far as this call can tell.
bool syncVolume(quint64 volume, const QString &folder)
{
    if (failedVolumes().contains(volume))
        return false;
    const auto synced = fs::syncVolume(folder);
    if (!synced)
        failedVolumes().insert(volume);
    return synced.value_or(false);
}

/// The volume's sync has the disk write and flush everything at once. That it went well is no proof: a failed
/// write is told to one who syncs the volume, who may be another program, and is then forgotten. A file that
/// has been open since before its first write tells for certain.
void syncParts(const std::vector<Ending *> &endings, quint64 volume, const QString &folder)
{
    using Behind = PartFile::Behind;
    const bool isWorthIt = static_cast<qsizetype>(endings.size()) >= kWorthAVolume;
    const Behind behind = isWorthIt && syncVolume(volume, folder) ? Behind::VolumeSync : Behind::Nothing;
    forAll(endings, [behind](Ending &e) { return e.partial->syncPart(behind); });
}

/// The names last when their folders are synced, each of them or all with their volume. A journal that could
/// not be written stays broken, and says so to everyone.
void syncFolders(const ByFolder &byFolder, quint64 volume)
{
    const bool isWorthIt = byFolder.size() >= kWorthAVolume;
    if (isWorthIt && syncVolume(volume, byFolder.cbegin().key()))
        return;
    for (auto it = byFolder.cbegin(); it != byFolder.cend(); ++it) {
        const auto isSynced = fs::syncFolder(it.key());
        forAll(it.value(), [&](Ending &) { return isSynced; });
    }
}

void tellSynced(const std::vector<Ending *> &endings, const Synced &synced)
{
    std::vector<const Ending *> good;
    std::copy_if(endings.begin(), endings.end(), std::back_inserter(good),
                 [](const Ending *ending) { return ending->result.has_value(); });
    if (synced && !good.empty())
        synced(good);
}

void commitVolume(const std::vector<Ending *> &endings, quint64 volume, const Synced &synced)
{
    ByFolder byFolder;
    for (Ending *ending : endings)
        byFolder[folderOf(ending->partial->target())].push_back(ending);
    forAll(endings, [](Ending &e) { return e.partial->prepareCommit(); });
    syncParts(endings, volume, byFolder.cbegin().key());
    for (const auto &ofFolder : std::as_const(byFolder))
        tellSynced(ofFolder, synced);
    forAll(endings, [](Ending &e) { return e.partial->place(e.whenExists); });
    syncFolders(byFolder, volume);
    forAll(endings, [](Ending &e) {
        if (const auto stamp = e.partial->part().stamp())
            e.stamp = *stamp;
        return e.partial->finishCommit();
    });
}

} // namespace

void commitAll(std::vector<Ending> &endings, const Synced &synced)
{
    QHash<quint64, std::vector<Ending *>> byVolume;
    for (Ending &ending : endings)
        byVolume[ending.partial->part().volume()].push_back(&ending);
    for (auto it = byVolume.cbegin(); it != byVolume.cend(); ++it)
        commitVolume(it.value(), it.key(), synced);
}

} // namespace storage
