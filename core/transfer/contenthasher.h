#pragma once

#include "core/blte/digest.h"
#include "core/storage/partialdownload.h"

#include <atomic>
#include <functional>
#include <memory>

namespace transfer {

/// The MD5 of the decoded file, computed in file order behind the download: it follows over what is already
/// on disk (and still in the page cache), so that little is left to read when the last chunk arrives. Used on
/// the disk thread, except for cancel().
class ContentHasher
{
public:
    /// Hashes on up to `end`, at most `most` bytes in this call.
    core::Result<void> follow(const storage::PartialDownload &partial, quint64 end, quint64 most);
    /// Hashes the rest up to `size`. Cancelled when cancel() was called.
    core::Result<blte::Digest> finish(const storage::PartialDownload &partial, quint64 size);
    quint64 position() const { return m_position; }
    void cancel() { m_isCancelled = true; }

private:
    blte::Md5 m_md5;
    quint64 m_position = 0;
    std::atomic<bool> m_isCancelled{false};
};

/// MD5 of a file on disk; for targets that exist already. `goesOn` is told after every slice how many bytes
/// were read, and may end it by saying false (Cancelled).
core::Result<blte::Digest> hashFile(const QString &path, const std::function<bool(qint64)> &goesOn = {});

} // namespace transfer
