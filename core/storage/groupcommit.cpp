#include "core/storage/groupcommit.h"
#include "core/storage/filesystem.h"

#include <QHash>
#include <algorithm>
#include <tuple>

namespace storage {

namespace {

/// From so many files on, one sync of their whole volume, and then their own, which find nothing left to be
/// written, cost less than their own alone.
constexpr std::size_t kWorthAVolume = 8;

template <typename Step>
void forAll(const std::vector<Ending *> &endings, Step step)
{
    for (Ending *ending : endings) {
        if (ending->result)
            ending->result = step(*ending);
    }
}

/// The volume's sync has the disk write everything at once; what it answers proves nothing. A failed write is
/// told to one who syncs the volume, who may be another program, and is then forgotten. Only the sync of a
/// file that has been open since before its first write tells for certain whether its bytes were lost.
void syncParts(const std::vector<Ending *> &endings, const QString &folder)
{
    if (endings.size() >= kWorthAVolume)
        std::ignore = fs::syncVolume(folder);
    forAll(endings, [](Ending &e) { return e.partial->syncPart(); });
}

void tellSynced(const std::vector<Ending *> &endings, const Synced &synced)
{
    std::vector<const Ending *> good;
    std::copy_if(endings.begin(), endings.end(), std::back_inserter(good),
                 [](const Ending *ending) { return ending->result.has_value(); });
    if (synced && !good.empty())
        synced(good);
}

void commitFolder(const std::vector<Ending *> &endings, const QString &folder, const Synced &synced)
{
    forAll(endings, [](Ending &e) { return e.partial->prepareCommit(); });
    syncParts(endings, folder);
    tellSynced(endings, synced);
    forAll(endings, [](Ending &e) { return e.partial->place(e.existing); });
    const auto isSynced = fs::syncFolder(folder);
    forAll(endings, [&](Ending &e) { return isSynced ? e.partial->finishCommit() : isSynced; });
}

} // namespace

void commitAll(std::vector<Ending> &endings, const Synced &synced)
{
    QHash<QString, std::vector<Ending *>> byFolder;
    for (Ending &ending : endings)
        byFolder[folderOf(ending.partial->target())].push_back(&ending);
    for (auto it = byFolder.cbegin(); it != byFolder.cend(); ++it)
        commitFolder(it.value(), it.key(), synced);
}

} // namespace storage
