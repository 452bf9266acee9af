#pragma once

#include "core/blte/chunktable.h"
#include "core/catalog/objectloader.h"

#include <map>
#include <vector>

namespace catalog {

/// Reads chunks of an object whole: proven by their MD5, decoded. The only chunk of an object without a table
/// is the object. Part of DecodedReader.
///
/// Lives on the thread of the loader, which outlives it; decodes one chunk at a time. Who asks for a chunk
/// that is on its way waits for the same. Deleting it ends everything without a word.
class ChunkReader : public QObject
{
public:
    using Table = std::shared_ptr<const blte::ChunkTable>;
    using Done = ObjectLoader::Done;

    ChunkReader(ObjectLoader &loader, CdnObject object, QObject *parent = nullptr);
    ~ChunkReader() override;

    /// The decoded bytes. `done` is called later, once. Errors as checkSizes() has them, those of the loader,
    /// and those of decoding.
    void read(const Table &table, std::size_t chunk, Done done);
    /// The chunk that was decoded last is kept until then: ranges of a large one are asked for one after the
    /// other.
    void forget() { m_kept.reset(); }

private:
    void load(const Table &table, std::size_t chunk);
    void decode(const Table &table, std::size_t chunk, const QByteArray &encoded);
    void tell(std::size_t chunk, const core::Result<QByteArray> &decoded);

    ObjectLoader &m_loader;
    const CdnObject m_object;
    std::map<std::size_t, std::vector<Done>> m_waiting; ///< by chunk
    struct Kept
    {
        std::size_t chunk = 0;
        QByteArray bytes;
    };
    std::optional<Kept> m_kept;
};

} // namespace catalog
