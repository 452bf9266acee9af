#include "core/storage/finished.h"

#include "core/storage/journalfile.h"
#include "core/storage/partpaths.h"
#include "core/storage/recovery.h"

#include <QFileInfo>

namespace storage {

namespace {

/// Whether the file holds what the log says of every chunk.
bool isProven(JournalContent &content, const fs::File &file, qint64 size)
{
    const auto now = file.stamp();
    if (!now || !content.isOurs)
        return false;
    // Its new name has changed it, so every chunk is read.
    content.record = recovery::believe(content, file, *now, size).record;
    return content.record.finished.count(true) == content.record.finished.size();
}

} // namespace

std::optional<ResumeRecord> recordOfFinished(const QString &target)
{
    if (!QFileInfo::exists(recordPath(target)) || QFileInfo::exists(partPath(target)))
        return std::nullopt;
    auto content = JournalFile(recordPath(target)).load();
    const auto file = fs::File::open(target, fs::File::Mode::ReadOnly);
    if (!content || !content->has_value() || !file)
        return std::nullopt;
    const auto size = file->size();
    if (!size || static_cast<quint64>(*size) != (*content)->record.decodedSize ||
        !isProven(**content, *file, *size))
        return std::nullopt;
    return (*content)->record;
}

core::Result<void> removeRecord(const QString &target)
{
    if (QFileInfo::exists(partPath(target)))
        return {};
    return JournalFile(recordPath(target)).remove().and_then([&] {
        return recovery::removeOtherSpools(target, {});
    });
}

} // namespace storage
