#include "core/catalog/objectproof.h"

#include "core/blte/bytesink.h"
#include "core/blte/streamdecoder.h"
#include "core/blteerror.h"
#include "core/bytes.h"
#include "core/hex.h"
#include "core/tact/objectkind.h"

#include <limits>

namespace catalog {

namespace {

using core::ErrorKind;
using Kind = CdnObject::Kind;

/// A CDN config of 10,000 archives has 700 KB, a product config 100 KB.
constexpr qint64 kLargestConfig = 8 << 20;
/// Of an archive of two million objects.
constexpr qint64 kLargestIndex = 64 << 20;
/// The largest known ones, encoding manifest and root, have 190 and 80 MB.
constexpr qint64 kLargestFile = 512 << 20;

class ArraySink final : public blte::ByteSink
{
public:
    explicit ArraySink(qint64 most)
        : m_most(most)
    {
    }
    bool write(blte::Bytes bytes) override
    {
        const auto size = static_cast<qsizetype>(bytes.size());
        if (size > m_most - m_bytes.size())
            return false;
        m_bytes.append(reinterpret_cast<const char *>(bytes.data()), size);
        return true;
    }
    QByteArray take() { return std::move(m_bytes); }

private:
    const qint64 m_most;
    QByteArray m_bytes;
};

/// `kind`: what is wrong otherwise.
/// `digest`: of the bytes.
core::Result<QByteArray> provenByMd5(const blte::Digest &name, const blte::Digest &digest,
                                     const QByteArray &bytes, ErrorKind kind)
{
    if (digest == name)
        return bytes;
    const auto beginning =
        core::bytesOf(bytes).first(std::min(core::bytesOf(bytes).size(), tact::kRecognised));
    if (tact::recognise(beginning, {}) == tact::ObjectKind::Page)
        return core::failure(ErrorKind::WrongContent, QStringLiteral("is a web page instead"));
    return core::failure(kind, QStringLiteral("is damaged: its MD5 is ") + core::hex(digest));
}

core::Result<QByteArray> provenByMd5(const blte::Digest &name, const QByteArray &bytes, ErrorKind kind)
{
    return provenByMd5(name, blte::md5(core::bytesOf(bytes)), bytes, kind);
}

/// Text in the clear begins with a letter or a sign, and what is encrypted as a whole with anything.
bool isText(const QByteArray &bytes)
{
    return std::none_of(bytes.begin(), bytes.begin() + std::min<qsizetype>(bytes.size(), 64),
                        [](char c) { return static_cast<unsigned char>(c) < 9 || (c & 0x80) != 0; });
}

core::Result<QByteArray> config(const CdnObject &object, const QByteArray &bytes)
{
    auto proven = provenByMd5(object.path.hash, bytes, ErrorKind::ChunkDigestWrong);
    if (!proven && !bytes.isEmpty() && !isText(bytes)) {
        return core::failure(
            ErrorKind::KeyMissing,
            QStringLiteral("is no text: it is damaged, or encrypted as a whole (Armadillo)"));
    }
    return proven;
}

/// Of what has hashes of its own inside.
core::Result<QByteArray> byParts(const CdnObject &object, tact::ObjectKind kind, const QByteArray &bytes)
{
    if (tact::recognise(core::bytesOf(bytes).first(std::min(core::bytesOf(bytes).size(), tact::kRecognised)),
                        kind == tact::ObjectKind::Index ? ".index" : "") == tact::ObjectKind::Page)
        return core::failure(ErrorKind::WrongContent, QStringLiteral("is a web page instead"));
    const tact::Proof proof = tact::prove(kind, core::bytesOf(bytes), object.path.hash);
    if (!proof.complaint.empty()) {
        return core::failure(ErrorKind::ChunkDigestWrong,
                             QStringLiteral("is damaged: ") + QString::fromStdString(proof.complaint));
    }
    if (proof.name == tact::NameProof::Mismatch)
        return core::failure(ErrorKind::ChunkDigestWrong, QStringLiteral("is damaged, or another one"));
    return bytes;
}

core::Result<QByteArray> decoded(const CdnObject &object, const QByteArray &bytes,
                                 const std::shared_ptr<const blte::KeyStore> &keys)
{
    blte::StreamDecoder::Options options;
    options.expectation.encodedSize = static_cast<std::uint64_t>(bytes.size());
    options.expectation.encodingKey = object.encodingKey;
    blte::Workspace workspace;
    ArraySink sink(largestOf(object));
    blte::StreamDecoder decoder(workspace, keys, sink, options);
    const auto pushed = decoder.push(core::bytesOf(bytes)).and_then([&] { return decoder.finish(); });
    if (!pushed && pushed.error().kind == blte::FaultKind::SinkRefused) {
        return core::failure(ErrorKind::ObjectTooLarge,
                             QStringLiteral("has more than %1 bytes").arg(largestOf(object)));
    }
    if (!pushed)
        return core::failure(core::errorFrom(pushed.error()));
    const QByteArray file = sink.take();
    return object.contentKey ? provenByMd5(object.contentKey->digest, file, ErrorKind::ContentKeyWrong)
                             : file;
}

} // namespace

qint64 largestOf(const CdnObject &object)
{
    switch (object.kind) {
    case Kind::Config:
    case Kind::ProductConfig:
        return kLargestConfig;
    case Kind::Index:
        return kLargestIndex;
    case Kind::File:
    case Kind::PatchManifest:
        break;
    }
    return std::min(object.decodedSize.value_or(kLargestFile), kLargestFile);
}

qint64 largestServed(const CdnObject &object)
{
    return object.kind == Kind::File ? kLargestFile : largestOf(object);
}

core::Result<QByteArray> objectFromServed(const CdnObject &object, const QByteArray &bytes,
                                          const std::shared_ptr<const blte::KeyStore> &keys)
{
    switch (object.kind) {
    case Kind::Config:
        return config(object, bytes);
    case Kind::ProductConfig:
        return provenByMd5(object.path.hash, bytes, ErrorKind::ChunkDigestWrong);
    case Kind::Index:
        return byParts(object, tact::ObjectKind::Index, bytes);
    case Kind::PatchManifest:
        return byParts(object, tact::ObjectKind::PatchManifest, bytes);
    case Kind::File:
        break;
    }
    return decoded(object, bytes, keys);
}

core::Result<QByteArray> objectFromCache(const CdnObject &object, const cache::EntryBytes &entry,
                                         const std::shared_ptr<const blte::KeyStore> &keys)
{
    if (object.contentKey)
        return provenByMd5(object.contentKey->digest, entry.md5, entry.bytes, ErrorKind::ContentKeyWrong);
    return objectFromServed(object, entry.bytes, keys);
}

} // namespace catalog
