#pragma once

#include "core/catalog/objectfinder.h"
#include "core/catalog/openbuild.h"

#include <QObject>
#include <functional>
#include <memory>

namespace catalog {

class DecodedReader;

/// The first bytes of a file of a build. A value.
struct FileBeginning
{
    QByteArray bytes;           ///< decoded, each of them proven by the digest of its chunk
    std::optional<qint64> size; ///< of the whole file, in bytes, where anything tells it
    QString host; ///< that the last bytes came from; empty: they were in the cache, or in a folder
    /// Why it ends before it should: its next chunk is locked, or damaged everywhere. None: it does not.
    core::Error error = {};

    bool isWhole() const { return size == bytes.size(); }
};

/// Reads the beginning of a file of a build, for somebody to look at: found as for a fetch, from all objects
/// that decode to it, proven chunk by chunk, a whole one by its content key, too. Nothing is written but to
/// the cache, by the loader.
///
/// Lives on the thread of the build. Never blocks. Deleting it ends everything without a word; what is on its
/// way may still come into the cache.
class FilePreview : public QObject
{
    Q_OBJECT
public:
    static constexpr qint64 kMostBytes = 2 << 20;
    /// Encoded bytes that are fetched for it. Chunks are proven whole, and there are files of one chunk: what
    /// begins with a larger one is ObjectTooLarge.
    static constexpr std::uint64_t kMostFetched = 64 << 20;

    FilePreview(std::shared_ptr<OpenBuild> build, SelectedFile file, QObject *parent = nullptr);
    ~FilePreview() override;

    /// Once. `done` is called later, once, and may delete this. Errors are those of ObjectFinder and
    /// ObjectLoader where not one byte can be had: KeyMissing, which names the key, of a file that begins
    /// with a locked chunk.
    using Done = std::function<void(const core::Result<FileBeginning> &beginning)>;
    void start(Done done);

private:
    void findPart();
    void openObject();
    void onTable();
    void readChunk(std::size_t number);
    void onPart(const QByteArray &bytes);
    void onFailed(const core::Error &error);
    void end(const core::Error &error);
    std::uint64_t wantedOfPart() const;

    const std::shared_ptr<OpenBuild> m_build;
    QList<WantedFile> m_parts; ///< objects that the file is made of, one behind the other; the first is next
    FoundFile m_objects;       ///< that the next part can be had from, without those that were tried
    DecodedReader *m_reader = nullptr;                  ///< of the first of these; a child
    const bool m_isJoined;                              ///< it is several objects
    const std::optional<blte::ContentKey> m_contentKey; ///< of all of it
    FileBeginning m_beginning;
    Done m_done;
};

} // namespace catalog
