#include "app/cli/filecheck.h"

#include "app/localblte.h"
#include "app/text.h"
#include "core/blte/streamdecoder.h"
#include "core/bytes.h"
#include "core/error.h"
#include "core/hex.h"
#include "core/tact/archiveindex.h"
#include "core/transfer/objectfile.h"

#include <QFileInfo>
#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;
using Verdict = FileCheck::Verdict;

namespace {

constexpr qint64 kPiece = 256 * 1024;
/// Of what is proven in memory: an index of two million objects, and far more than any manifest has.
constexpr qint64 kLargestInMemory = 64 << 20;

class NullSink final : public blte::ByteSink
{
public:
    bool write(blte::Bytes) override { return true; }
    bool writeZeros(std::uint64_t) override { return true; }
};

FileCheck unreadable(const QString &why)
{
    FileCheck result;
    result.verdict = Verdict::Unreadable;
    result.trouble = u"it cannot be read (%1)"_s.arg(why);
    return result;
}

/// A pipe, a device, a socket: there, and neither file nor folder.
bool isNoFile(const QFileInfo &info)
{
    return info.exists() && !info.isFile();
}

void makeBad(FileCheck &result, const QString &why)
{
    result.verdict = Verdict::Bad;
    if (result.trouble.isEmpty())
        result.trouble = why;
}

/// The header that stands at `offset`, or why there is none.
tl::expected<blte::ChunkTable, blte::Fault> tableAt(QFile &file, qint64 offset)
{
    blte::HeaderParser parser;
    if (!file.seek(offset))
        return tl::unexpected(blte::Fault{blte::FaultKind::Truncated});
    while (!parser.isComplete()) {
        const QByteArray bytes = file.read(4096);
        if (bytes.isEmpty())
            return tl::unexpected(blte::Fault{blte::FaultKind::Truncated});
        if (const auto taken = parser.push(core::bytesOf(bytes)); !taken)
            return tl::unexpected(taken.error());
    }
    return parser.takeTable();
}

bool isMagicAt(QFile &file, qint64 offset)
{
    return file.seek(offset) && file.read(4) == "BLTE";
}

core::Result<blte::Digest> md5Of(QFile &file)
{
    blte::Md5 md5;
    for (;;) {
        const QByteArray bytes = file.read(kPiece);
        if (bytes.isEmpty())
            break;
        md5.update(core::bytesOf(bytes));
    }
    if (file.error() != QFile::NoError)
        return core::failure(core::ErrorKind::ReadFailed, file.errorString());
    return md5.finish();
}

QString proofText(tact::NameProof proof)
{
    switch (proof) {
    case tact::NameProof::WholeFile:
    case tact::NameProof::Header:
    case tact::NameProof::Index:
        return u"right by its name"_s;
    case tact::NameProof::None:
    case tact::NameProof::Mismatch:
        break;
    }
    return {};
}

QString mismatchText(tact::ObjectKind kind)
{
    if (kind == tact::ObjectKind::Page)
        return u"a web page instead of what its name says"_s;
    if (kind == tact::ObjectKind::Other) {
        return u"it does not begin with BLTE, and its bytes are not what its name says, unless it is "
               u"encrypted as a whole (Armadillo), with a key that is not there"_s;
    }
    return u"its bytes are not what its name says"_s;
}

/// Everything that is no BLTE: by its name.
FileCheck checkByName(QFile &file, tact::ObjectKind kind, const std::optional<blte::Digest> &name)
{
    FileCheck result;
    result.kind = kind;
    const bool isLooked = kind == tact::ObjectKind::Index || kind == tact::ObjectKind::PatchManifest;
    tact::Proof proof;
    if (isLooked && file.size() <= kLargestInMemory) {
        const QByteArray bytes = file.readAll();
        proof = tact::prove(kind, core::bytesOf(bytes), name);
    } else if (kind == tact::ObjectKind::Index) {
        proof.complaint = "it is too large for one";
    } else if (name) {
        const auto md5 = md5Of(file);
        if (!md5)
            return unreadable(md5.error().detail);
        proof.name = *md5 == *name ? tact::NameProof::WholeFile : tact::NameProof::Mismatch;
    }
    if (file.error() != QFile::NoError)
        return unreadable(file.errorString());
    result.objects = proof.parts;
    result.proof = proofText(proof.name);
    if (!proof.complaint.empty())
        makeBad(result, QString::fromStdString(proof.complaint));
    else if (proof.name == tact::NameProof::Mismatch)
        makeBad(result, mismatchText(kind));
    else if (proof.name == tact::NameProof::None)
        result.verdict = Verdict::Unproven;
    return result;
}

} // namespace

/// Where an object lies in its file, and what is known of it.
struct FileChecker::Range
{
    qint64 offset = 0;
    std::optional<qint64> size; ///< empty: up to the file's end
    std::optional<blte::EncodingKey> key;
    QString name; ///< of an object in an archive
};

FileChecker::FileChecker(std::shared_ptr<const blte::KeyStore> keys)
    : m_keys(std::move(keys))
    , m_workspace(std::make_unique<blte::Workspace>())
{
}

FileChecker::~FileChecker() = default;

FileCheck FileChecker::check(const CheckTarget &target, const OnFault &onFault)
{
    m_onFault = onFault;
    transfer::ObjectFile file(target.path == u"-" ? QString() : target.path);
    const QFileInfo info(target.path);
    if (info.isDir())
        return unreadable(u"it is a folder"_s);
    if (target.path != u"-" && isNoFile(info)) // a pipe would be waited for
        return unreadable(u"it is no regular file"_s);
    // What a list has the MD5 of is what lies there.
    const bool isOpen = target.path == u"-" ? file.open(stdin, QIODevice::ReadOnly)
                        : target.md5        ? file.open(QIODevice::ReadOnly)
                                            : file.openObject(m_keys.get());
    if (!isOpen)
        return unreadable(file.errorString());
    if (target.md5) {
        const auto md5 = md5Of(file);
        if (!md5)
            return unreadable(md5.error().detail);
        FileCheck result;
        result.proof = u"MD5 right"_s;
        if (*md5 != *target.md5)
            makeBad(result, u"its MD5 is %1, and not %2"_s.arg(core::hex(*md5), core::hex(*target.md5)));
        return result;
    }
    const std::string path = target.path.toStdString();
    const auto name = tact::hashInName(path);
    const QByteArray head = file.peek(static_cast<qint64>(tact::kRecognised));
    if (head.isEmpty() && file.error() != QFile::NoError)
        return unreadable(file.errorString());
    const tact::ObjectKind kind = tact::recognise(core::bytesOf(head), path);
    FileCheck result = kind == tact::ObjectKind::Blte ? checkBlte(file, name) : checkByName(file, kind, name);
    if (!file.keyName().isEmpty() && !result.proof.isEmpty())
        result.proof += u" (decrypted with %1)"_s.arg(file.keyName());
    return result;
}

FileCheck FileChecker::checkBlte(QFile &file, const std::optional<blte::Digest> &name)
{
    FileCheck result;
    result.kind = tact::ObjectKind::Blte;
    if (name && !file.isSequential() &&
        (checkByIndex(file, *name, result) || checkOneByOne(file, *name, result)))
        return result;
    Range all;
    if (name)
        all.key = blte::EncodingKey{*name};
    file.seek(0);
    checkObject(file, all, result);
    if (name)
        result.proof = u"encoding key right"_s;
    return result;
}

/// Counts into `result` what is found in one object.
void FileChecker::checkObject(QFile &file, const Range &range, FileCheck &result)
{
    NullSink sink;
    blte::StreamDecoder::Options options;
    options.expectation.encodingKey = range.key;
    if (range.size)
        options.expectation.encodedSize = static_cast<std::uint64_t>(*range.size);
    options.missingKeys = blte::MissingKeys::ZeroFill;
    options.keepGoing = true;
    blte::StreamDecoder decoder(*m_workspace, m_keys, sink, options);
    std::size_t told = 0;
    decoder.onChunkDone([&](std::size_t, const blte::Fault *fault) {
        ++told;
        if (!fault)
            return;
        const blte::KeyName key{fault->expected};
        ++(blte::isLocked(*fault) ? result.locked : result.bad);
        if (fault->kind == blte::FaultKind::KeyMissing)
            result.missingKeys.insert(key);
        if (fault->kind == blte::FaultKind::KeyWrong)
            result.wrongKeys.insert(key);
        m_onFault(range.name, *fault);
    });
    tl::expected<void, blte::Fault> ok;
    QByteArray buffer(kPiece, Qt::Uninitialized);
    qint64 left = range.size.value_or(std::numeric_limits<qint64>::max());
    while (ok && left > 0) {
        const qint64 size = file.read(buffer.data(), std::min(left, kPiece));
        if (size < 0) {
            result = unreadable(file.errorString());
            return;
        }
        if (size == 0)
            break;
        left -= size;
        ok = decoder.push(core::bytesOf(buffer).first(static_cast<std::size_t>(size)));
    }
    if (ok)
        ok = decoder.finish();
    const std::size_t chunks = decoder.table() ? decoder.table()->size() : 0;
    result.chunks += chunks;
    result.trailingBytes += decoder.trailingBytes();
    if (!ok) {
        result.absent += chunks - std::min(told, chunks);
        const QString text = tell(ok.error());
        makeBad(result, range.name.isEmpty() ? text : range.name % ": "_L1 % text);
        result.isRefused = ok.error().kind == blte::FaultKind::TableTooLarge;
        if (chunks > 0 && ok.error().chunk >= 0)
            result.trouble.clear(); // told as that chunk's
    }
    if (result.bad > 0)
        result.verdict = Verdict::Bad;
    else if (result.locked > 0 && result.verdict == Verdict::Intact)
        result.verdict = Verdict::Locked;
}

/// An archive is named like its index, which says where its objects lie. False when there is none beside it.
bool FileChecker::checkByIndex(QFile &file, const blte::Digest &name, FileCheck &result)
{
    transfer::ObjectFile indexFile(file.fileName() + u".index"_s);
    if (isNoFile(QFileInfo(indexFile)) || !indexFile.openObject(m_keys.get()) ||
        indexFile.size() > kLargestInMemory)
        return false;
    const QByteArray bytes = indexFile.readAll();
    auto index = tact::readArchiveIndex(core::bytesOf(bytes));
    if (!index || index->footer.name != name || !index->footer.hasPlaces())
        return false;
    result.isArchive = true;
    std::sort(index->entries.begin(), index->entries.end(),
              [](const auto &a, const auto &b) { return a.offset < b.offset; });
    quint64 end = 0;
    for (const tact::IndexEntry &entry : index->entries) {
        Range range{static_cast<qint64>(entry.offset), static_cast<qint64>(entry.encodedSize), {}, {}};
        range.name = u"object at %1"_s.arg(entry.offset);
        if (index->footer.keySize == sizeof(blte::Digest))
            range.key = blte::EncodingKey{entry.key};
        ++result.objects;
        if (!file.seek(range.offset))
            makeBad(result, range.name % " is missing"_L1);
        else
            checkObject(file, range, result);
        if (result.verdict == Verdict::Unreadable)
            return true;
        end = std::max(end, quint64{entry.offset} + entry.encodedSize);
    }
    result.trailingBytes +=
        static_cast<quint64>(file.size()) - std::min(end, static_cast<quint64>(file.size()));
    result.proof = u"index right"_s;
    return true;
}

/// An archive without its index: one object behind the other. False when it is no archive, as far as one can
/// see.
bool FileChecker::checkOneByOne(QFile &file, const blte::Digest &name, FileCheck &result)
{
    const auto first = tableAt(file, 0);
    const bool isArchive = first && first->kind() == blte::TableKind::Blte && first->headerMd5() != name &&
                           isMagicAt(file, static_cast<qint64>(first->encodedSize()));
    if (!isArchive)
        return false;
    result.isArchive = true;
    for (qint64 at = 0; at < file.size();) {
        const auto table = tableAt(file, at);
        Range range{at, {}, {}, u"object at %1"_s.arg(at)};
        if (!table || table->kind() != blte::TableKind::Blte) {
            result.trouble =
                u"where the object behind byte %1 ends is told by its index only, which is not here"_s.arg(
                    at);
            makeBad(result, {});
            break;
        }
        range.size = static_cast<qint64>(table->encodedSize());
        ++result.objects;
        file.seek(at);
        checkObject(file, range, result);
        if (result.verdict == Verdict::Unreadable)
            return true;
        at += *range.size;
    }
    return true;
}

} // namespace app
