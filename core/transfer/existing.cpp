#include "core/transfer/existing.h"

#include "core/hex.h"
#include "core/storage/finished.h"
#include "core/storage/spool.h"
#include "core/storage/statestore.h"
#include "core/transfer/contenthasher.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/routing/recordclaim.h"
#include "core/transfer/routing/usedkeys.h"

#include <QFileInfo>
#include <utility>

namespace transfer {

namespace {

/// The file that is there; what reading it tells is found out at most once.
class Candidate
{
public:
    Candidate(QString path, const std::function<bool(qint64)> &goesOn)
        : m_path(std::move(path))
        , m_goesOn(goesOn)
    {
    }

    core::Result<void> open()
    {
        auto file = storage::fs::File::open(m_path, storage::fs::File::Mode::ReadOnly);
        if (!file)
            return tl::unexpected(file.error());
        m_file = std::move(*file);
        return m_file.size().and_then([this](qint64 size) {
            m_size = size;
            return m_file.stamp().map([this](const storage::fs::Stamp &stamp) { m_stamp = stamp; });
        });
    }

    qint64 size() const { return m_size; }
    const storage::fs::Stamp &stamp() const { return m_stamp; }

    core::Result<QByteArray> md5()
    {
        if (!m_md5) {
            const auto digest = hashFile(m_path, m_goesOn);
            if (!digest)
                return tl::unexpected(digest.error());
            m_md5 = core::hexBytes(*digest);
        }
        return *m_md5;
    }

    core::Result<quint32> crc()
    {
        if (!m_crc) {
            const auto crc = storage::crcOfFile(m_file, 0, static_cast<quint64>(m_size));
            if (!crc)
                return crc;
            m_crc = *crc;
        }
        return *m_crc;
    }

    core::Result<bool> holds(const storage::Receipt &receipt)
    {
        switch (proofBy(receipt, storage::isUntouched(receipt, m_size, m_stamp))) {
        case Proof::Digest:
            return md5().map([&](const QByteArray &now) { return now == receipt.md5; });
        case Proof::Checksum:
            return crc().map([&](quint32 now) { return now == *receipt.crc; });
        case Proof::None:
            break;
        }
        return false;
    }

private:
    const QString m_path;
    const std::function<bool(qint64)> &m_goesOn;
    storage::fs::File m_file;
    qint64 m_size = 0;
    storage::fs::Stamp m_stamp;
    std::optional<QByteArray> m_md5;
    std::optional<quint32> m_crc;
};

/// That of this place first, for it may be the only one that nobody has touched since.
std::vector<storage::Receipt> receiptsOf(const QString &identity, const QString &target, qint64 size)
{
    std::vector<storage::Receipt> receipts = storage::StateStore::own().receiptsFor(identity, size);
    const auto own = storage::StateStore::own().receiptOf(target);
    if (own && own->identity == identity && own->size == size)
        receipts.insert(receipts.begin(), *own);
    return receipts;
}

/// By its receipt: an earlier result that is not what is asked for, or may not be with the keys of today.
bool isOutdated(const storage::Receipt &receipt, const blte::KeyStore *keys)
{
    return static_cast<Verdict>(receipt.verdict) == Verdict::Incomplete ||
           haveChanged(receipt.usedKeys, keys);
}

Existing known(Completion completion)
{
    Existing existing;
    existing.completion = std::move(completion);
    return existing;
}

Existing unknown(const QString &why)
{
    Existing existing;
    existing.why = why;
    return existing;
}

/// By the record of an attempt that was ended after it had renamed the file, before it had tidied up.
std::optional<Completion> proveByRecord(const TransferRequest &order, const QString &target,
                                        const blte::KeyStore *keys)
{
    const auto record = storage::recordOfFinished(target);
    if (!record || !isComplete(*record) || haveChanged(record->usedKeys, keys) ||
        claimOf(*record, order.source, order.isRaw) != Claim::Proven)
        return std::nullopt;
    return Completion{verdictOf(*record), {}, static_cast<qint64>(record->decodedSize), record->usedKeys};
}

/// The receipt is of a file that was about to get its name: whoever wrote it was ended before it could write
/// the one that follows, and whoever asked has not been told yet. From now on it is a file like any other.
bool settlesCommit(storage::Receipt receipt, const QString &target, const Candidate &candidate)
{
    if (receipt.stamp.changed != 0 || !storage::isUntouched(receipt, candidate.size(), candidate.stamp()))
        return false;
    receipt.stamp = candidate.stamp();
    return storage::StateStore::own().keepReceipts({{target, std::move(receipt)}}).has_value();
}

core::Result<Existing> proveByReceipt(const TransferRequest &order, const QString &target,
                                      const blte::KeyStore *keys, Candidate &candidate)
{
    Existing none;
    for (const storage::Receipt &receipt : receiptsOf(identityOf(order), target, candidate.size())) {
        if (isOutdated(receipt, keys)) {
            none.isOutdated =
                none.isOutdated || storage::isUntouched(receipt, candidate.size(), candidate.stamp());
            continue;
        }
        none.why = QStringLiteral("it is not as it was when it was finished");
        const auto holds = candidate.holds(receipt);
        if (!holds)
            return tl::unexpected(holds.error());
        if (!*holds)
            continue;
        Existing existing =
            known({static_cast<Verdict>(receipt.verdict), receipt.md5, candidate.size(), receipt.usedKeys});
        existing.mustAsk = !order.source.encodingKey && !settlesCommit(receipt, target, candidate);
        existing.version = receipt.version;
        return existing;
    }
    if (auto completion = proveByRecord(order, target, keys))
        return known(std::move(*completion));
    return none;
}

core::Result<Existing> proveByChecksum(const TransferRequest &order, const QString &target,
                                       const std::function<bool(qint64)> &goesOn)
{
    const auto digests = digestsOf(target, order.source.checksum, goesOn);
    if (!digests)
        return tl::unexpected(digests.error());
    const auto &contentKey = order.source.contentKey;
    if (digests->checksum != order.source.checksum->digest ||
        (contentKey && contentKey->digest != digests->md5))
        return unknown(QStringLiteral("it does not match the checksum"));
    return known({Verdict::Verified, core::hexBytes(digests->md5), QFileInfo(target).size(), {}});
}

} // namespace

QString identityOf(const TransferRequest &order)
{
    const QString identity = core::identity(order.source);
    return storage::sealedName(order.isRaw ? QStringLiteral("raw ") + identity : identity);
}

Proof proofBy(const storage::Receipt &receipt, bool isUntouched)
{
    if (!receipt.md5.isEmpty())
        return Proof::Digest;
    const bool claimsNothing = static_cast<Verdict>(receipt.verdict) == Verdict::Unverified;
    return receipt.crc && (isUntouched || claimsNothing) ? Proof::Checksum : Proof::None;
}

core::Result<Existing> lookAtExisting(const TransferRequest &order, const QString &target,
                                      const blte::KeyStore *keys, const std::function<bool(qint64)> &goesOn)
{
    Candidate candidate(target, goesOn);
    if (auto ok = candidate.open(); !ok)
        return unknown(ok.error().detail);
    if (order.source.checksum && !order.isRaw)
        return proveByChecksum(order, target, goesOn);
    const auto key = digestOfFile(order.source, order.isRaw);
    if (!key)
        return proveByReceipt(order, target, keys, candidate);
    const auto md5 = candidate.md5();
    if (!md5)
        return tl::unexpected(md5.error());
    if (*md5 == core::hexBytes(key->digest))
        return known({Verdict::Verified, *md5, candidate.size(), {}});
    return proveByReceipt(order, target, keys, candidate).map([](Existing receipt) {
        Existing existing = unknown(QStringLiteral("it does not match the content key"));
        existing.isOutdated = receipt.isOutdated;
        return existing;
    });
}

} // namespace transfer
