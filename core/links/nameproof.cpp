#include "core/links/nameproof.h"

#include "core/bytes.h"
#include "core/links/cdnsource.h"
#include "core/tact/archiveindex.h"
#include "core/tact/objectkind.h"

namespace links {

namespace {

/// Of what is proven in memory: an index of two million objects, and far more than any manifest has.
constexpr qint64 kLargestInMemory = 64 << 20;

QString pathText(const tact::CdnPath &path)
{
    return core::fromUtf8(tact::toPath(path));
}

core::Result<bool> wrong(tact::ObjectKind kind, const tact::CdnPath &path, const QString &why)
{
    if (kind == tact::ObjectKind::Page) {
        return core::failure(core::ErrorKind::WrongContent,
                             QStringLiteral("a web page instead of ") + pathText(path));
    }
    return core::failure(
        core::ErrorKind::ContentKeyWrong,
        QStringLiteral("the %1 is not %2: %3").arg(core::fromUtf8(tact::nameOf(kind)), pathText(path), why));
}

/// Of what has hashes of its own inside.
core::Result<bool> proveParts(tact::ObjectKind kind, const tact::CdnPath &path, blte::Bytes bytes)
{
    const tact::Proof proof = tact::prove(kind, bytes, path.hash);
    if (proof.name == tact::NameProof::Mismatch)
        return wrong(kind, path, QStringLiteral("its hash is another"));
    if (proof.complaint.empty())
        return proof.name != tact::NameProof::None;
    // It is what the address says, and of a form that nothing here can read.
    if (kind == tact::ObjectKind::Index && tact::isUnknownIndex(bytes, path.hash))
        return false;
    return wrong(kind, path, core::fromUtf8(proof.complaint));
}

core::Result<bool> proveFile(const tact::CdnPath &path, const core::WholeFile &file)
{
    const auto head = file.read(tact::kRecognised);
    if (!head)
        return core::failure(head.error());
    const auto kind = tact::recognise(core::bytesOf(*head), path.isIndex ? ".index" : "");
    switch (kind) {
    case tact::ObjectKind::Page:
        return wrong(kind, path, {});
    case tact::ObjectKind::Index:
    case tact::ObjectKind::PatchManifest:
        if (file.size > kLargestInMemory)
            return false;
        return file.read(file.size).and_then(
            [&](const QByteArray &bytes) { return proveParts(kind, path, core::bytesOf(bytes)); });
    case tact::ObjectKind::Patch:
        if (file.md5 != path.hash)
            return wrong(kind, path, QStringLiteral("its MD5 is ") + core::fromUtf8(blte::toHex(file.md5)));
        return true;
    case tact::ObjectKind::Blte:
    case tact::ObjectKind::Config:
    case tact::ObjectKind::Other:
        break;
    }
    // What is encrypted as a whole (Armadillo) looks like anything.
    return file.md5 == path.hash;
}

} // namespace

core::NameProof nameProof(const core::Source &source)
{
    const auto path = impliedPath(source);
    if (!path || source.slice || source.encodingKey || source.contentKey)
        return {};
    if (!path->isIndex && path->kind != tact::CdnPath::Kind::Patch)
        return {};
    return [path = *path](const core::WholeFile &file) { return proveFile(path, file); };
}

} // namespace links
