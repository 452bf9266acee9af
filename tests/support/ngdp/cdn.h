#pragma once

#include "tests/support/ngdp/indexwriter.h"
#include "tests/support/ngdp/objectlayout.h"
#include "tests/support/ngdp/store.h"

#include <optional>

namespace ngdp {

/// Where an object is kept.
enum class Place {
    Archive,
    LooseListed, ///< by itself, and in the file-index
    Loose,       ///< by itself, in no index
    Nowhere,     ///< not on the CDN: what a CDN has dropped
};

/// An object of the CDN, once seal() has named its archive.
struct PlacedObject
{
    Place place = Place::Nowhere;
    blte::Digest archive{};
    std::uint32_t offset = 0;
    std::uint32_t encodedSize = 0;
};

struct CdnShape
{
    std::string folder = "tpr/wow"; ///< the `Path` of its products
    std::uint64_t archiveSize =
        1 << 20; ///< an archive is closed when it has so many bytes; real ones: 256 MiB
    /// Every object is encrypted with it (Salsa20, the nonce is the second half of its name).
    std::optional<blte::Key> armadillo = {};
};

/// One folder of a CDN, shared by the builds that are added to it: archives with their indices, loose
/// objects, the file-index, configs. Objects go out as soon as they are whole, so memory holds one archive
/// and 40 bytes for each object.
class Cdn
{
public:
    Cdn(CdnShape shape, Put put);

    /// An object that it has already is not added again, wherever it is.
    void add(const BuiltObject &object, Place place);
    blte::Digest addConfig(const std::string &text);
    /// Under `data/` by another name than its own.
    void addLoose(const blte::Digest &name, ByteVector bytes);
    void addPatch(const blte::Digest &name, ByteVector bytes);

    /// Closes the archive that is being filled, and writes the file-index and a CDN config of all there is
    /// until now. Objects may be added after it, for a later config.
    blte::Digest seal();

    /// By encoding key; empty for what was never added.
    std::optional<PlacedObject> find(const blte::Digest &key) const;
    const std::vector<blte::Digest> &archives() const { return m_names; } ///< sorted, as of the last seal()
    std::optional<blte::Digest> fileIndex() const { return m_fileIndex; } ///< as of the last seal()
    std::size_t objects() const { return m_objects.size(); }
    const std::string &folder() const { return m_shape.folder; }

    /// "tpr/wow/data/ab/cd/abcd….index" with `kind` "data" and `suffix` ".index".
    std::string pathOf(const std::string &kind, const blte::Digest &name,
                       const std::string &suffix = {}) const;

private:
    struct Archive
    {
        blte::Digest name{};
        std::size_t indexSize = 0;
        std::vector<IndexRow> rows;
    };

    void put(const std::string &kind, const blte::Digest &name, const std::string &suffix, ByteVector bytes);
    void closeArchive();
    blte::Digest groupName() const;

    CdnShape m_shape;
    Put m_put;
    ByteVector m_open; ///< the archive that is being filled
    std::vector<IndexRow> m_openRows;
    std::vector<Archive> m_archives; ///< by name, once sealed
    std::vector<IndexRow> m_looseRows;
    std::vector<blte::Digest> m_names;
    std::optional<blte::Digest> m_fileIndex;
    std::map<blte::Digest, PlacedObject> m_objects;
};

} // namespace ngdp
