#include "core/transfer/objectrecord.h"

#include <QCryptographicHash>
#include <algorithm>

namespace transfer {

namespace {

constexpr std::ptrdiff_t kSizesEnd = 8;
constexpr std::ptrdiff_t kHostEnd = 12;
/// "BLTE" and a header size of 0: all there is before the only chunk.
constexpr quint64 kHeaderlessHeader = 8;

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5);
}

blte::Digest plainDigest(const blte::ChunkTable &table, const Origin &origin)
{
    blte::Digest result{};
    const quint64 piece = table.size() > 0 ? table[0].encodedSize : 0;
    const QByteArray sizes =
        digestOf(QByteArray::number(table.encodedSize()) + '\n' + QByteArray::number(piece));
    std::copy_n(sizes.begin(), kSizesEnd, result.begin());
    if (!origin.validator.isEmpty()) {
        const QByteArray host = digestOf(origin.host.toUtf8());
        const QByteArray validator = digestOf(origin.validator);
        std::copy_n(host.begin(), kHostEnd - kSizesEnd, result.begin() + kSizesEnd);
        std::copy_n(validator.begin(), result.end() - result.begin() - kHostEnd, result.begin() + kHostEnd);
    }
    return result;
}

bool isPlain(const storage::ResumeRecord &record)
{
    return record.headerSize == 0;
}

} // namespace

storage::ResumeRecord recordFor(const blte::ChunkTable &table, const core::Source &source,
                                const Origin &origin)
{
    storage::ResumeRecord record;
    record.source = source;
    record.headerSize = table.headerSize();
    record.encodedSize = table.encodedSize();
    record.decodedSize = table.decodedSize();
    const bool isNamed = table.kind() == blte::TableKind::Blte || table.kind() == blte::TableKind::Encoded;
    record.tableDigest =
        isNamed ? table.headerMd5() : plainDigest(table, source.contentKey ? Origin{} : origin);
    record.finished.resize(static_cast<qsizetype>(table.size()));
    record.locked.resize(static_cast<qsizetype>(table.size()));
    return record;
}

bool isSameObject(const storage::ResumeRecord &a, const storage::ResumeRecord &b)
{
    if (a.headerSize != b.headerSize || a.encodedSize != b.encodedSize)
        return false;
    if (!isPlain(a) && a.headerSize != kHeaderlessHeader)
        return a.tableDigest == b.tableDigest;
    const auto same = [&](std::ptrdiff_t first, std::ptrdiff_t end) {
        return std::equal(a.tableDigest.begin() + first, a.tableDigest.begin() + end,
                          b.tableDigest.begin() + first);
    };
    return same(0, kSizesEnd) && (!same(kSizesEnd, kHostEnd) || a.tableDigest == b.tableDigest);
}

bool isComplete(const storage::ResumeRecord &record)
{
    return record.encodedSize != blte::kUnknownSize && record.decodedSize != blte::kUnknownSize &&
           record.finished.count(true) == record.finished.size();
}

Verdict verdictOf(const storage::ResumeRecord &record)
{
    if (record.locked.count(true) > 0)
        return Verdict::Incomplete;
    // A chunk's digest is that of its ciphertext: what a wrong key makes of it may decode as well.
    if (!record.usedKeys.empty())
        return Verdict::Unverified;
    const auto &key = record.source.encodingKey;
    const bool isProven = record.headerSize > kHeaderlessHeader ||
                          (isPlain(record) && key && record.tableDigest == key->digest) ||
                          (record.headerSize == kHeaderlessHeader && record.source.encodingKey);
    return isProven ? Verdict::ChunksVerified : Verdict::Unverified;
}

} // namespace transfer
