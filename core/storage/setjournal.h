#pragma once

#include "core/setplan.h"
#include "core/storage/file.h"
#include "core/storage/seal.h"

#include <vector>

namespace storage {

/// A file of a set that is in its place, as the set's journal remembers it.
struct SetMark
{
    core::SetPlan::Index file = 0;
    std::uint8_t verdict = 0; ///< what was proven of it; a number of the caller's
    qint64 size = 0;          ///< bytes
    fs::Stamp stamp;          ///< of the file in its place
};

/// The marks of a set, appended one behind the other, each under a seal. What is torn, damaged or sealed by
/// somebody else ends them. Not thread-safe; all functions block on the disk.
class SetJournal
{
public:
    /// Opens or makes it; `marks` of files below `files` are read. What follows the last of them is cut off,
    /// so that what is added is read again.
    static core::Result<SetJournal> open(const QString &path, const Seal &seal, core::SetPlan::Index files,
                                         std::vector<SetMark> &marks);
    /// Without opening it for more.
    static std::vector<SetMark> read(const QString &path, const Seal &seal, core::SetPlan::Index files);
    /// A whole journal of these.
    static QByteArray toBytes(const std::vector<SetMark> &marks, const Seal &seal);

    /// Appends and syncs. What could not be written whole leaves no trace.
    core::Result<void> add(const std::vector<SetMark> &marks);
    void close() { m_file.close(); }

private:
    SetJournal(fs::File file, qint64 length, const Seal &seal);

    fs::File m_file;
    qint64 m_length = 0; ///< up to the end of the last mark
    Seal m_seal;
};

} // namespace storage
