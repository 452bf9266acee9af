#include "app/cli/mirrorproof.h"

#include "app/cli/filecheck.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"

#include <QFile>

namespace app {

using namespace Qt::StringLiterals;
using core::ErrorKind;

namespace {

constexpr qint64 kProvenAtOnce = 256 * 1024;

core::Result<void> proveObject(const QString &path, const blte::EncodingKey &key)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(ErrorKind::ReadFailed, file.errorString());
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
core::Result<void> proveByName(const QString &path)
{
    FileChecker checker({});
    const FileCheck check = checker.check({path, false, {}}, [](const QString &, const blte::Fault &) {});
    switch (check.verdict) {
    case FileCheck::Verdict::Intact:
    case FileCheck::Verdict::Locked:
        return {};
    case FileCheck::Verdict::Unproven:
        return core::failure(ErrorKind::EncodingKeyWrong, u"nothing proves it"_s);
    case FileCheck::Verdict::Bad:
    case FileCheck::Verdict::Missing:
        return core::failure(ErrorKind::EncodingKeyWrong, check.trouble);
    case FileCheck::Verdict::Unreadable:
        break;
    }
    return core::failure(ErrorKind::ReadFailed, check.trouble);
}

} // namespace

core::Result<ArchiveCheck> prove(const QString &path, const catalog::MirrorObject &object)
{
    if (object.proof == catalog::MirrorObject::Proof::Index)
        return checkArchive(path);
    const auto proven = object.object.kind == catalog::CdnObject::Kind::File
                            ? proveObject(path, {object.object.path.hash})
                            : proveByName(path);
    return proven.map([] { return ArchiveCheck(); });
}

} // namespace app
