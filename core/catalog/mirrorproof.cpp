#include "core/catalog/mirrorproof.h"

#include "core/catalog/objectproof.h"
#include "core/transfer/objectfile.h"

namespace catalog {

using core::ErrorKind;

namespace {

/// By what the name of another kind of object than a file proves.
core::Result<void> proveByName(const QString &path, const CdnObject &object,
                               const transfer::WholeCipher &cipher)
{
    transfer::ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, file.errorString());
    if (file.size() > largestServed(object))
        return core::failure(ErrorKind::EncodingKeyWrong, QStringLiteral("it is too large"));
    const QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError)
        return core::failure(ErrorKind::ReadFailed, file.errorString());
    const auto proven = objectFromServed(object, bytes, {});
    if (!proven)
        return core::failure(ErrorKind::EncodingKeyWrong, QStringLiteral("it ") + proven.error().detail);
    return {};
}

} // namespace

core::Result<transfer::ArchiveCheck> prove(const QString &path, const MirrorObject &object,
                                           const transfer::WholeCipher &cipher)
{
    if (object.proof == MirrorObject::Proof::Index)
        return transfer::checkArchive(path, cipher);
    const auto proven = object.object.kind == CdnObject::Kind::File
                            ? transfer::checkObject(path, {object.object.path.hash}, cipher)
                            : proveByName(path, object.object, cipher);
    return proven.map([] { return transfer::ArchiveCheck(); });
}

} // namespace catalog
