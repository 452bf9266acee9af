#pragma once

#include "core/blte/digest.h"
#include "core/storage/partialdownload.h"

#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace transfer {

/// The MD5 of the decoded file, computed in file order behind the download: it follows over what is already
/// on disk (and still in the page cache), so that little is left to read when the last chunk arrives.
/// Thread-safe; hashes on the threads of a pool, one stretch after the other.
class ContentHasher : public std::enable_shared_from_this<ContentHasher>
{
public:
    /// Hashes on up to `end`, in the background. What cannot be read now is finish()'s to report.
    void follow(QThreadPool &pool, std::shared_ptr<const storage::PartialDownload> partial, quint64 end);
    /// Hashes the rest up to `size`; blocks. Cancelled when cancel() was called.
    core::Result<blte::Digest> finish(const storage::PartialDownload &partial, quint64 size);
    void cancel() { m_isCancelled = true; }

private:
    void followAll(const storage::PartialDownload &partial);
    core::Result<void> hashUpTo(const storage::PartialDownload &partial, quint64 end);

    std::mutex m_hashing; ///< guards the next two
    blte::Md5 m_md5;
    quint64 m_position = 0;
    std::atomic<quint64> m_end{0};
    std::atomic<bool> m_isFollowing{false};
    std::atomic<bool> m_isCancelled{false};
};

/// MD5 of a file on disk; for targets that exist already. `goesOn` is told after every slice how many bytes
/// were read, and may end it by saying false (Cancelled).
core::Result<blte::Digest> hashFile(const QString &path, const std::function<bool(qint64)> &goesOn = {});

} // namespace transfer
