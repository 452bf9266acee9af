#include "core/transfer/routing/objectrecord.h"

#include <QCryptographicHash>
#include <algorithm>

namespace transfer {

namespace {

constexpr std::ptrdiff_t kSizesEnd = 8;
constexpr std::ptrdiff_t kPlaceEnd = 12;
/// "BLTE" and a header size of 0: all there is before the only chunk.
constexpr quint64 kHeaderlessHeader = 8;

QByteArray digestOf(const QByteArray &text)
{
    return QCryptographicHash::hash(text, QCryptographicHash::Md5);
}

/// A name for its validators; empty where there are none.
QByteArray nameOf(const FileVersion &version)
{
    const bool isAny = !version.etag.isEmpty() || !version.lastModified.isEmpty();
    return isAny ? version.etag + '\n' + version.lastModified : QByteArray();
}

blte::Digest plainDigest(const blte::ChunkTable &table, const FileVersion &version)
{
    blte::Digest result{};
    const quint64 piece = table.size() > 0 ? table[0].encodedSize : 0;
    const QByteArray sizes =
        digestOf(QByteArray::number(table.encodedSize()) + '\n' + QByteArray::number(piece));
    std::copy_n(sizes.begin(), kSizesEnd, result.begin());
    if (!version.place.isEmpty()) {
        const QByteArray place = digestOf(version.place.toUtf8());
        std::copy_n(place.begin(), kPlaceEnd - kSizesEnd, result.begin() + kSizesEnd);
    }
    if (const QByteArray name = nameOf(version); !name.isEmpty()) {
        const QByteArray validators = digestOf(name);
        std::copy_n(validators.begin(), result.end() - result.begin() - kPlaceEnd,
                    result.begin() + kPlaceEnd);
    }
    return result;
}

bool isPlain(const storage::ResumeRecord &record)
{
    return record.headerSize == 0;
}

} // namespace

storage::ResumeRecord recordFor(const blte::ChunkTable &table, const core::Source &source,
                                const FileVersion &version, bool isRaw)
{
    storage::ResumeRecord record;
    record.isRaw = isRaw;
    record.source = source;
    record.headerSize = table.headerSize();
    record.encodedSize = table.encodedSize();
    record.decodedSize = table.decodedSize();
    const bool isNamed = table.kind() == blte::TableKind::Blte || table.kind() == blte::TableKind::Encoded;
    record.tableDigest =
        isNamed ? table.headerMd5() : plainDigest(table, source.contentKey ? FileVersion{} : version);
    record.finished.resize(static_cast<qsizetype>(table.size()));
    record.locked.resize(static_cast<qsizetype>(table.size()));
    return record;
}

Likeness likenessOf(const storage::ResumeRecord &fresh, const FileVersion &version,
                    const storage::ResumeRecord &kept)
{
    const auto same = [&](std::ptrdiff_t first, std::ptrdiff_t end) {
        return std::equal(fresh.tableDigest.begin() + first, fresh.tableDigest.begin() + end,
                          kept.tableDigest.begin() + first);
    };
    const auto whole = static_cast<std::ptrdiff_t>(fresh.tableDigest.size());
    if (fresh.headerSize != kept.headerSize || fresh.encodedSize != kept.encodedSize)
        return Likeness::Other;
    const auto &key = fresh.source.encodingKey;
    const bool hasTable = fresh.headerSize > kHeaderlessHeader || (key && fresh.tableDigest == key->digest);
    if (hasTable)
        return same(0, whole) ? Likeness::Same : Likeness::Other;
    if (!same(0, kSizesEnd))
        return Likeness::Other;
    const bool isHeaderless = fresh.headerSize == kHeaderlessHeader;
    if (fresh.source.contentKey || (isHeaderless && key && key == kept.source.encodingKey))
        return Likeness::Same;
    const bool isSame = same(kPlaceEnd, whole);
    if (same(kSizesEnd, kPlaceEnd))
        return !isSame ? Likeness::Other : isProvable(version) ? Likeness::Same : Likeness::Unproven;
    return isSame && isKnownAnywhere(version) ? Likeness::Same : Likeness::Unproven;
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
