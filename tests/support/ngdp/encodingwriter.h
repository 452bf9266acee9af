#pragma once

#include "tests/support/ngdp/objectlayout.h"

/// Writes encoding manifests; core/tact/encodingmanifest.h describes the format.
namespace ngdp {

/// A file, and the objects that decode to it.
struct EncodingFile
{
    blte::Digest contentKey{};
    std::uint64_t decodedSize = 0;
    std::vector<blte::Digest> encodingKeys;
};

struct EncodingObject
{
    blte::Digest key{};
    std::uint64_t encodedSize = 0;
    std::uint32_t espec = 0; ///< number in EncodingTables::especs
};

struct EncodingTables
{
    std::vector<EncodingFile> files;     ///< in any order
    std::vector<EncodingObject> objects; ///< in any order
    std::vector<std::string> especs;
    std::size_t pageKb = 4;
    /// The manifest's own, at its end. Empty: that of `layout`.
    std::string ownEspec;
};

struct WrittenEncoding
{
    ByteVector bytes;
    /// As real ones are served: "b:{22=n,E=z,I=n,P=n,I=n,P=n,*=z}", a chunk for each part.
    ObjectLayout layout;
};

WrittenEncoding writeEncoding(EncodingTables tables);

} // namespace ngdp
