#pragma once

#include "core/source.h"
#include "core/transfer/fetch/counters.h"
#include "core/transfer/routing/chunkmap.h"
#include "core/transfer/routing/mirrors.h"

#include <QByteArray>
#include <QObject>
#include <QUrl>
#include <functional>
#include <memory>

namespace transfer {

class MemorySink;
class SegmentScheduler;
class TransferServices;
struct Failure;
struct Head;

/// One object that is wanted in memory: a config, a page, an index. A value.
struct ObjectRequest
{
    enum class Form {
        Decoded,  ///< what its BLTE encoding holds; a file that is no BLTE is what it is
        AsServed, ///< the bytes that lie at the server, proven by the encoding key all the same
    };

    core::Source source; ///< where it lies and what proves it; of an archive its slice
    Form form = Form::Decoded;
    qint64 most = 16 << 20; ///< bytes of the result: more are ObjectTooLarge
    /// Says what is wrong with a result that no key of the source proves, such as an index. Called on the
    /// thread of the services. Null: nothing is.
    std::function<core::Result<void>(const QByteArray &object)> proof = {};
};

/// Fetches an object into memory as files are fetched: over the same lanes and limits, from the best mirror,
/// with the same retries, and every byte proven by whatever the source names (chunk digests, encoding key,
/// content key). Nothing is written to a disk. A mirror whose bytes are damaged costs those chunks, not the
/// object; where only the content key or the request's proof tells, it comes once more, from other mirrors.
///
///     start(done) ─► done(bytes or error), also after cancel()
///
/// Errors: that of the only mirror, or CdnExhausted when all have failed; ObjectTooLarge; KeyMissing or
/// KeyWrong for a locked chunk; ContentKeyWrong when it is whole and not what the content key says, or what
/// the request's proof says; Cancelled. Lives on the thread of the services, which outlive it, and never
/// blocks it. Deleting it ends the fetching without a word; `done` may do so by deleteLater().
class ObjectFetch : public QObject
{
public:
    using Done = std::function<void(const core::Result<QByteArray> &object)>;

    ObjectFetch(TransferServices &services, ObjectRequest request, QObject *parent = nullptr);
    ~ObjectFetch() override;

    /// Once. `done` is called later, once.
    void start(Done done);
    void cancel();

    qint64 networkBytes() const { return m_counters->networkBytes; }
    /// What the mirrors said that failed, those with a wrong object first.
    QList<HostTrouble> troubles() const;
    /// From where most of the object came; empty before start().
    QString servedBy() const;

private:
    enum class Stage { New, Fetching, Cancelling, Over };

    void begin();
    void onHead(const Head &head);
    void onFinished();
    void end(const core::Result<QByteArray> &object);

    TransferServices &m_services;
    const ObjectRequest m_request;
    Done m_done;
    std::shared_ptr<MemorySink> m_sink;
    const std::shared_ptr<Counters> m_counters = std::make_shared<Counters>();
    std::unique_ptr<ChunkMap> m_map;
    std::unique_ptr<SegmentScheduler> m_scheduler; ///< writes to the map as long as it lives
    struct Wrong
    {
        QUrl url;
        HostTrouble trouble;
    };
    QList<Wrong> m_wrong; ///< sent an object that is another one
    Stage m_stage = Stage::New;
};

} // namespace transfer
