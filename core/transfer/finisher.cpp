#include "core/transfer/finisher.h"

#include "core/async.h"
#include "core/transfer/fetch/smallobject.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/transferservices.h"

namespace transfer {

namespace {

// The hasher is woken for no less.
constexpr quint64 kHashStep = 4u << 20;

/// Whether the checksum proves the file; an error when it proves another. False where there is none, or where
/// it is that of the decoded file and this is not (raw, or with locked chunks).
core::Result<bool> provenBy(const std::optional<core::Checksum> &checksum, const Digests &digests, bool isRaw,
                            Verdict verdict)
{
    if (!checksum || verdict == Verdict::Incomplete || (isRaw && verdict == Verdict::ChunksVerified))
        return false;
    if (digests.checksum == checksum->digest)
        return true;
    return core::failure(core::ErrorKind::ContentKeyWrong,
                         QStringLiteral("expected %1 %2, the file has %3")
                             .arg(core::name(checksum->kind), QString::fromLatin1(checksum->digest.toHex()),
                                  QString::fromLatin1(digests.checksum.toHex())));
}

core::Result<QByteArray> readFrom(const storage::PartialDownload &partial, qint64 most)
{
    const auto size = std::min<qint64>(most, static_cast<qint64>(partial.record().decodedSize));
    QByteArray bytes(size, Qt::Uninitialized);
    const std::span buffer(reinterpret_cast<std::uint8_t *>(bytes.data()), static_cast<std::size_t>(size));
    const auto got = partial.part().read(0, buffer);
    if (!got)
        return tl::unexpected(got.error());
    bytes.truncate(*got);
    return bytes;
}

struct Proven
{
    Digests digests;
    bool isNamed = false; ///< by the hash in its address
};

/// Blocks on the disk.
core::Result<Proven> proveNamed(const Digests &digests, const storage::PartialDownload &partial,
                                const core::NameProof &proof)
{
    const storage::ResumeRecord record = partial.record();
    if (!proof || record.headerSize != 0)
        return Proven{digests, false};
    const core::WholeFile file{static_cast<qint64>(record.decodedSize), digests.md5,
                               [&](qint64 most) { return readFrom(partial, most); }};
    return proof(file).map([&](bool isNamed) { return Proven{digests, isNamed}; });
}

} // namespace

Finisher::Finisher(TransferServices &services, const TransferRequest &order)
    : m_services(services)
    , m_order(order)
{
    if (order.source.contentKey || order.source.checksum || order.proof || services.tuning.alwaysHash)
        m_hasher = std::make_shared<ContentHasher>(order.source.checksum);
}

void Finisher::follow(const std::shared_ptr<storage::PartialDownload> &partial, quint64 end)
{
    if (!m_hasher || end < m_followed + kHashStep)
        return;
    m_followed = end;
    m_hasher->follow(m_services.hashing(), partial, end);
}

void Finisher::beginAgain()
{
    m_followed = 0;
    if (m_hasher)
        m_hasher = std::make_shared<ContentHasher>(m_order.source.checksum);
}

void Finisher::cancel()
{
    if (m_hasher)
        m_hasher->cancel();
}

void Finisher::finish(Commit commit, Done done)
{
    const auto partial = commit.partial;
    // Next to nothing for a small file, which is known again by it wherever it is moved.
    if (!m_hasher && partial->record().decodedSize <= static_cast<quint64>(SmallObject::kLargest))
        m_hasher = std::make_shared<ContentHasher>(m_order.source.checksum);
    commit.verdict = verdictOf(partial->record());
    if (!m_hasher)
        return place(std::move(commit), done);
    core::runIn(
        m_services.hashing(),
        [hasher = m_hasher, partial, proof = m_order.proof] {
            return hasher->finish(*partial, partial->record().decodedSize)
                .and_then([&](const Digests &digests) { return proveNamed(digests, *partial, proof); });
        },
        this,
        [this, commit = std::move(commit),
         done = std::move(done)](const core::Result<Proven> &proven) mutable {
            const auto isProven = proven.and_then([&](const Proven &known) {
                return provenBy(m_order.source.checksum, known.digests, m_order.isRaw, commit.verdict);
            });
            if (!isProven)
                return done(tl::unexpected(isProven.error()));
            commit.md5 = proven->digests.md5;
            if (*isProven || proven->isNamed)
                commit.verdict = Verdict::Verified;
            place(std::move(commit), done);
        });
}

/// Gives the file its place.
void Finisher::place(Commit commit, const Done &done)
{
    const storage::ResumeRecord record = commit.partial->record();
    commit.size = record.decodedSize;
    commit.usedKeys = record.usedKeys;
    m_services.committer().commit(std::move(commit), this, done);
}

} // namespace transfer
