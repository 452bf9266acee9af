#include "core/async.h"
#include "core/transfer/routing/objectrecord.h"
#include "core/transfer/transfer.h"

/// How Transfer proves a file that is whole, and gives it its place.
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

void Transfer::followOn()
{
    if (!m_hasher || m_isEnding)
        return;
    const quint64 end = m_map->contiguousDecoded();
    if (end < m_followed + kHashStep)
        return;
    m_followed = end;
    m_hasher->follow(m_services.hashing(), m_partial, end);
}

void Transfer::commit()
{
    m_silenceLooks.stop();
    m_isEnding = true;
    m_ticks.stop();
    Q_EMIT committing();
    // Next to nothing for a small file, which is known again by it wherever it is moved.
    if (!m_hasher && m_partial->record().decodedSize <= static_cast<quint64>(SmallObject::kLargest))
        m_hasher = std::make_shared<ContentHasher>(m_order.source.checksum);
    if (!m_hasher)
        return put({});
    core::runIn(
        m_services.hashing(),
        [hasher = m_hasher, partial = m_partial, proof = m_order.proof] {
            return hasher->finish(*partial, partial->record().decodedSize)
                .and_then([&](const Digests &digests) { return proveNamed(digests, *partial, proof); });
        },
        this,
        [this](const core::Result<Proven> &proven) {
            const auto isProven = proven.and_then([this](const Proven &known) {
                return provenBy(m_order.source.checksum, known.digests, m_order.isRaw,
                                verdictOf(m_partial->record()));
            });
            if (isProven)
                put(proven->digests.md5, *isProven || proven->isNamed);
            else
                onCommitted(tl::unexpected(isProven.error()));
        });
}

/// Gives the file its place.
void Transfer::put(std::optional<blte::Digest> md5, bool isProven)
{
    const storage::ResumeRecord record = m_partial->record();
    m_services.committer().commit(
        {m_partial, md5, m_order, isProven ? Verdict::Verified : verdictOf(record), record.decodedSize,
         std::exchange(m_unkept, nullptr), origins(), record.usedKeys, m_version},
        this, [this](const core::Result<Completion> &result) { onCommitted(result); });
}

void Transfer::onCommitted(const core::Result<Completion> &result)
{
    if (result) {
        m_partial.reset(); // the commit has closed it
        Q_EMIT finished(*result);
        return;
    }
    m_isEnding = false;
    if (m_isStopping && result.error().kind == core::ErrorKind::Cancelled)
        close([this] { Q_EMIT stopped(); });
    else
        failBy(result.error());
}

} // namespace transfer
