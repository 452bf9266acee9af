#include "core/async.h"
#include "core/transfer/objectrecord.h"
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

} // namespace

void Transfer::followOn()
{
    if (!m_hasher || m_isEnding)
        return;
    const quint64 end = m_map->contiguousDecoded();
    if (end < m_followed + kHashStep)
        return;
    m_followed = end;
    m_hasher->follow(m_environment.hashing(), m_partial, end);
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
        m_environment.hashing(),
        [hasher = m_hasher, partial = m_partial] {
            return hasher->finish(*partial, partial->record().decodedSize);
        },
        this,
        [this](const core::Result<Digests> &digests) {
            const auto isProven = digests.and_then([this](const Digests &known) {
                return provenBy(m_order.source.checksum, known, m_order.isRaw,
                                verdictOf(m_partial->record()));
            });
            if (isProven)
                put(digests->md5, *isProven);
            else
                onCommitted(tl::unexpected(isProven.error()));
        });
}

/// Gives the file its place.
void Transfer::put(std::optional<blte::Digest> md5, bool isProven)
{
    const storage::ResumeRecord record = m_partial->record();
    m_environment.committer().commit(
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
