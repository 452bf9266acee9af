#include "core/storage/groupcommit.h"
#include "core/storage/filesystem.h"

#include <QHash>
#include <algorithm>

namespace storage {

namespace {

/// From so many files on, one sync of their whole volume costs less than one for each of them.
constexpr std::size_t kWorthAVolume = 8;

template <typename Step>
void forAll(const std::vector<Ending *> &endings, Step step)
{
    for (Ending *ending : endings) {
        if (ending->result)
            ending->result = step(*ending);
    }
}

/// When the volume's sync fails, each file's own says which of them are lost.
void syncParts(const std::vector<Ending *> &endings, const QString &folder)
{
    if (endings.size() >= kWorthAVolume && fs::syncVolume(folder).value_or(false))
        return;
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
