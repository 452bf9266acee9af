#include "core/storage/groupcommit.h"
#include "core/storage/filesystem.h"
#include "core/storage/volumesync.h"

#include <QHash>
#include <algorithm>
#include <utility>

namespace storage {

namespace {

template <typename Step>
void forAll(const std::vector<Ending *> &endings, Step step)
{
    for (Ending *ending : endings) {
        if (ending->result)
            ending->result = step(*ending);
    }
}

using ByFolder = QHash<QString, std::vector<Ending *>>;

void syncParts(const std::vector<Ending *> &endings, quint64 volume, const QString &folder)
{
    using Behind = PartFile::Behind;
    const bool isDone = syncVolumeFor(static_cast<qsizetype>(endings.size()), volume, folder);
    const Behind behind = isDone ? Behind::VolumeSync : Behind::Nothing;
    forAll(endings, [behind](Ending &e) { return e.partial->syncPart(behind); });
}

/// The names last when their folders are synced, each of them or all with their volume. A journal that could
/// not be written stays broken, and says so to everyone.
void syncFolders(const ByFolder &byFolder, quint64 volume)
{
    if (syncVolumeFor(byFolder.size(), volume, byFolder.cbegin().key()))
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
