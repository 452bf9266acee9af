#include "app/cli/mirrorproof.h"

#include "app/objectfile.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/catalog/objectproof.h"

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

constexpr qint64 kProvenAtOnce = 256 * 1024;

core::Result<void> proveFile(ObjectFile &file, const blte::EncodingKey &key)
{
    blte::EncodedProof proof(key, static_cast<std::uint64_t>(file.size()));
    for (;;) {
        const QByteArray bytes = file.read(kProvenAtOnce);
        if (file.error() != QFile::NoError)
            return core::failure(ErrorKind::ReadFailed, file.errorString());
        const auto proven = bytes.isEmpty() ? proof.finish() : proof.push(core::bytesOf(bytes));
        if (!proven)
            return core::failure(ErrorKind::EncodingKeyWrong,
                                 QString::fromStdString(blte::describe(proven.error())));
        if (bytes.isEmpty())
            return {};
    }
}

/// By what the name of any other kind of object proves.
core::Result<void> proveByName(ObjectFile &file, const catalog::CdnObject &object)
{
    if (file.size() > catalog::largestServed(object))
        return core::failure(ErrorKind::EncodingKeyWrong, u"it is too large"_s);
    const QByteArray bytes = file.readAll();
    if (file.error() != QFile::NoError)
        return core::failure(ErrorKind::ReadFailed, file.errorString());
    const auto proven = catalog::objectFromServed(object, bytes, {});
    if (!proven)
        return core::failure(ErrorKind::EncodingKeyWrong, u"it "_s + proven.error().detail);
    return {};
}

} // namespace

core::Result<ArchiveCheck> prove(const QString &path, const catalog::MirrorObject &object,
                                 const MirrorCipher &cipher)
{
    if (object.proof == catalog::MirrorObject::Proof::Index)
        return checkArchive(path, cipher);
    ObjectFile file(path);
    if (!file.openWith(cipher))
        return core::failure(ErrorKind::ReadFailed, file.errorString());
    const auto proven = object.object.kind == catalog::CdnObject::Kind::File
                            ? proveFile(file, {object.object.path.hash})
                            : proveByName(file, object.object);
    return proven.map([] { return ArchiveCheck(); });
}

} // namespace app
