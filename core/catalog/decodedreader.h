#pragma once

#include "core/catalog/chunkparts.h"
#include "core/catalog/chunkreader.h"
#include "core/catalog/onceloaded.h"

namespace catalog {

/// Reads ranges of the file that an object decodes to, without the rest of the object: its header first,
/// whose MD5 is the encoding key, then the chunks that hold the range, each proven by its MD5; or nothing but
/// the range, when the caller can prove it and it lies in the object as it is.
///
/// An object without a table of chunks comes whole. Lives on the thread of the loader, which outlives it;
/// never blocks. Deleting it ends everything without a word.
class DecodedReader : public QObject
{
public:
    using Done = ObjectLoader::Done;

    /// `object`: of CdnObject::Kind::File, with its encoding key, loose or in an archive.
    DecodedReader(ObjectLoader &loader, CdnObject object, QObject *parent = nullptr);
    ~DecodedReader() override;

    /// By whole chunks. `done` is called later, once. The range is held in memory, and so is a chunk: one
    /// that is too large for that is ObjectTooLarge. Errors name the object.
    void read(DecodedRange range, Done done);
    /// What `isProven` takes; it is called on any thread. When every host sends the range damaged, its whole
    /// chunk decides; when that is right and the range is not, StreamCorrupt.
    void read(DecodedRange range, ObjectLoader::RangeProof isProven, Done done);

    /// Of the file; known once something of it was read.
    std::optional<std::uint64_t> decodedSize() const { return m_decodedSize; }
    /// Null until something of it was read.
    const blte::ChunkTable *table() const { return m_table.value(); }
    const CdnObject &object() const { return m_object; }

private:
    class DamagedRanges;
    struct Wanted
    {
        DecodedRange range;
        ObjectLoader::RangeProof isProven; ///< null: the chunks' digests are enough
        Done done;
    };
    using Reading = std::shared_ptr<const Wanted>;
    struct Gathering;

    void loadHead();
    void loadHeader(core::ByteRange range);
    void setTable(const QByteArray &header);

    void start(const Reading &reading, const ChunkReader::Table &table);
    void readRaw(const Reading &reading, core::ByteRange raw, const std::shared_ptr<Gathering> &otherwise);
    void readChunks(const Reading &reading, const std::shared_ptr<Gathering> &gathering);
    void onGathered(const Reading &reading, const Gathering &gathering);
    void end(const Reading &reading, const core::Result<QByteArray> &bytes);
    core::Error inWords(const core::Error &error) const;

    ObjectLoader &m_loader;
    const CdnObject m_object;
    OnceLoaded<blte::ChunkTable> m_table;
    std::optional<std::uint64_t> m_decodedSize;
    ChunkReader m_chunks;
    int m_readings = 0; ///< under way
    const std::shared_ptr<DamagedRanges> m_damaged;
};

} // namespace catalog
