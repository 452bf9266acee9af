#pragma once

#include "core/blte/digest.h"
#include "core/checksum.h"
#include "core/storage/partialdownload.h"

#include <QThreadPool>
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>

namespace transfer {

/// What a file's bytes come to.
struct Digests
{
    blte::Digest md5{};
    QByteArray checksum; ///< of the kind that was wanted; empty: none was
};

/// The MD5 of the decoded file, and a checksum where one is wanted, computed in file order behind the
/// download: it follows over what is already on disk (and still in the page cache), so that little is left to
/// read when the last chunk arrives. Thread-safe; hashes on the threads of a pool, one stretch after the
/// other.
class ContentHasher : public std::enable_shared_from_this<ContentHasher>
{
public:
    explicit ContentHasher(const std::optional<core::Checksum> &wanted = {})
    {
        if (wanted)
            m_checksum.emplace(wanted->kind);
    }
    /// Hashes on up to `end`, in the background. What cannot be read now is finish()'s to report.
    void follow(QThreadPool &pool, std::shared_ptr<const storage::PartialDownload> partial, quint64 end);
    /// Hashes the rest up to `size`; blocks. Cancelled when cancel() was called.
    core::Result<Digests> finish(const storage::PartialDownload &partial, quint64 size);
    void cancel() { m_isCancelled = true; }

private:
    void followAll(const storage::PartialDownload &partial);
    core::Result<void> hashUpTo(const storage::PartialDownload &partial, quint64 end);

    std::mutex m_hashing; ///< guards the next three
    blte::Md5 m_md5;
    std::optional<core::RunningChecksum> m_checksum;
    quint64 m_position = 0;
    std::atomic<quint64> m_end{0};
    std::atomic<bool> m_isFollowing{false};
    std::atomic<bool> m_isCancelled{false};
};

/// MD5 of a file on disk; for targets that exist already. `goesOn` is told after every slice how many bytes
/// were read, and may end it by saying false (Cancelled).
core::Result<blte::Digest> hashFile(const QString &path, const std::function<bool(qint64)> &goesOn = {});
/// The same with a checksum of the kind of `wanted`, if any.
core::Result<Digests> digestsOf(const QString &path, const std::optional<core::Checksum> &wanted,
                                const std::function<bool(qint64)> &goesOn = {});

} // namespace transfer
