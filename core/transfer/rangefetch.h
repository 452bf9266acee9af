#pragma once

#include "core/blte/objectcipher.h"
#include "core/source.h"
#include "core/transfer/routing/mirrors.h"

#include <QByteArray>
#include <QObject>
#include <QTimer>
#include <deque>
#include <functional>

namespace transfer {

class TransferServices;
struct RangeAnswer;

/// Reads ranges of one object into memory, as they lie at its server: for looking at an object without
/// fetching it, or at a piece of an index whose digest the caller knows. Nothing is proven here but by the
/// caller; for what a source names the proof of, see ObjectFetch.
///
/// Each range comes from the best mirror, over the lanes and within the limits of all transfers; a failure is
/// retried there or elsewhere as RetryPolicy says. Lives on the thread of the services, which outlive it, and
/// never blocks it. Deleting it ends everything without a word.
class RangeFetch : public QObject
{
public:
    using Done = std::function<void(const core::Result<QByteArray> &bytes)>;
    /// Whether these are the bytes that are wanted. Called on this thread.
    using Proof = std::function<bool(const QByteArray &bytes)>;

    RangeFetch(TransferServices &services, core::Source source, QObject *parent = nullptr);
    ~RangeFetch() override;

    /// Bytes of the object (of the slice, when the source is one), both ends included; fewer when it ends
    /// before. They are held in memory: the caller says no range that is too large for that. `done` is called
    /// once, later. What is not what `isProven` wants is ChunkDigestWrong, and comes from another mirror;
    /// null: anything is.
    void read(core::ByteRange range, Done done, Proof isProven = {});

    /// The object's length, once an answer named it.
    std::optional<qint64> objectSize() const { return m_objectSize; }
    /// False when the last answer was the whole object although a part was asked for: then only ranges from 0
    /// on can be had.
    bool canRange() const { return m_canRange; }
    qint64 networkBytes() const { return m_networkBytes; }
    /// What they said so far.
    const Mirrors &mirrors() const { return m_mirrors; }

private:
    struct Wanted
    {
        core::ByteRange range;
        Done done;
        Proof isProven;
        int avoid = -1; ///< the mirror that has just failed
    };

    void proceed();
    bool startNext();
    void send(Wanted wanted, int mirror, const std::optional<blte::ObjectKey> &cipher);
    void onAnswer(Wanted wanted, int mirror, RangeAnswer answer);
    void note(const RangeAnswer &answer);
    void failAll(const core::Error &error);

    TransferServices &m_services;
    const core::Source m_source;
    Mirrors m_mirrors;
    std::deque<Wanted> m_wanted; ///< they wait for a mirror
    int m_underWay = 0;
    QTimer m_later{this};
    std::optional<qint64> m_objectSize;
    bool m_canRange = true;
    qint64 m_networkBytes = 0;
};

} // namespace transfer
