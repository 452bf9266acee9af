#include "core/queue/stored.h"

#include "core/transfer/routing/setresults.h"

namespace queue {

namespace {

int toBits(const Options &options)
{
    return static_cast<int>(options.form) | static_cast<int>(options.whenExists) << 1 |
           static_cast<int>(options.missingKeys) << 3;
}

Options fromBits(int bits)
{
    Options options;
    options.form = static_cast<Form>(bits & 1);
    options.whenExists = static_cast<WhenExists>(bits >> 1 & 3);
    options.missingKeys = static_cast<MissingKeys>(bits >> 3 & 3);
    return options;
}

transfer::State stateAfterStart(const storage::StoredItem &stored)
{
    const auto state = static_cast<transfer::State>(stored.state);
    if (transfer::isFinished(state))
        return state;
    return static_cast<transfer::Intent>(stored.intent) == transfer::Intent::Hold ? transfer::State::Paused
                                                                                  : transfer::State::Queued;
}

} // namespace

storage::StoredItem toStored(const Item &item)
{
    storage::StoredItem stored;
    stored.id = static_cast<qint64>(item.id);
    stored.position = item.position;
    stored.source = item.source;
    stored.folder = item.folder;
    stored.name = item.name;
    stored.intent = static_cast<int>(item.intent);
    stored.state = static_cast<int>(item.state);
    stored.verdict = static_cast<int>(item.verdict);
    stored.errorKind = static_cast<int>(item.error.kind);
    stored.errorDetail = item.error.detail;
    stored.options = toBits(item.options);
    stored.encodedSize = item.progress.encodedSize;
    stored.decodedSize = item.progress.decodedSize;
    stored.encodedDone = item.progress.encodedDone;
    stored.decodedDone = item.progress.decodedDone;
    stored.networkBytes = item.progress.networkBytes;
    stored.added = item.added;
    stored.finished = item.finished;
    stored.bytesPerSecond = item.bytesPerSecond;
    stored.md5 = item.md5;
    stored.lockedChunks = item.lockedChunks;
    stored.missingKeys = item.missingKeys;
    stored.category = item.category;
    stored.tags = item.tags;
    return stored;
}

Item fromStored(const storage::StoredItem &stored)
{
    Item item;
    item.id = ItemId{stored.id};
    item.position = stored.position;
    item.source = stored.source;
    item.folder = stored.folder;
    item.name = stored.name;
    item.intent = static_cast<transfer::Intent>(stored.intent);
    item.state = stateAfterStart(stored);
    item.verdict = static_cast<transfer::Verdict>(stored.verdict);
    if (item.state == transfer::State::Failed)
        item.error = {static_cast<core::ErrorKind>(stored.errorKind), stored.errorDetail};
    item.options = fromBits(stored.options);
    item.progress.encodedSize = stored.encodedSize;
    item.progress.decodedSize = stored.decodedSize;
    item.progress.encodedDone = stored.encodedDone;
    item.progress.decodedDone = stored.decodedDone;
    item.progress.networkBytes = stored.networkBytes;
    if (const auto failed = transfer::failedFilesFrom(item.error.detail);
        failed && !item.source.set.isEmpty()) {
        item.progress.filesFailed = failed->failed;
        item.progress.filesTotal = failed->files;
        item.progress.filesDone = failed->files - failed->failed;
    }
    item.added = stored.added;
    item.finished = stored.finished;
    item.bytesPerSecond = stored.bytesPerSecond;
    item.md5 = stored.md5;
    item.lockedChunks = stored.lockedChunks;
    item.missingKeys = stored.missingKeys;
    item.category = stored.category;
    item.tags = stored.tags;
    return item;
}

} // namespace queue
