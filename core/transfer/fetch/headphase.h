#pragma once

#include "core/http/rangereader.h"
#include "core/transfer/fetch/objectreceiver.h"
#include "core/transfer/fetch/requestmeter.h"
#include "core/transfer/fetch/segmentorder.h"

namespace transfer {

/// Finds out what an object is: asks for its beginning, for more where its table is longer, and for all of it
/// at once where pieces could not be shown to belong together. Whoever owns it sends nextRequest(), tells
/// begin() of the answer, and calls read() until the head is known or the answer has ended. On a lane's
/// thread.
class HeadPhase
{
public:
    /// `receiver` and `meter` outlive this.
    HeadPhase(HeadOrder order, ObjectReceiver &receiver, RequestMeter &meter);

    const HeadOrder &order() const { return m_order; }
    /// Asks for the object in one piece from now on: without a range, but for a slice.
    void askOnce(Route &route);
    /// For what is to be seen next of the object.
    http::RangeRequest nextRequest(const Route &route);

    enum class Answer { Usable, AskAgain };
    /// The answer in which the object begins. AskAgain: it leaves a doubt that another request settles.
    core::Result<Answer> begin(const http::ResponseHead &answer, const http::RangeRequest &asked,
                               Route &route);
    /// It is the whole resource, and is to be read on to its end, although only the beginning was asked for.
    bool isWelcomeWhole(const http::ResponseHead &answer, const Route &route) const;

    /// Reads once from the answer. False when nothing is there now.
    core::Result<bool> read(http::RangeReader &reader);

    /// Whether the rest would come with other answers, and nothing would tell that it belongs to this one.
    bool mustAskOnce(const http::ResponseHead &answer, const http::RangeRequest &asked) const;
    /// Passes over the rest of the answer. For askOnce() when it has ended: some servers take no second
    /// connection.
    void passOverRest();
    /// The head is known: what the object is, and which chunks are fetched on.
    Head describe(const http::ResponseHead &answer, Route &route);
    Sink::Snapshot snapshotFor(const Head &head) const;

    enum class End {
        Object,  ///< all of the object has come
        AskOnce, ///< it is asked for in one piece
        AskMore, ///< the table is longer than what was asked for
        Empty,   ///< nothing came
    };
    /// What follows when the answer has ended well, after `bytes` of it.
    End ended(const http::ResponseHead &answer, const Route &route, qint64 bytes) const;

private:
    bool isSizeDoubtful(const http::ResponseHead &answer, const http::RangeRequest &asked,
                        const Route &route) const;

    HeadOrder m_order;
    ObjectReceiver &m_receiver;
    RequestMeter &m_meter;
    quint64 m_toPass = 0;         ///< bytes of the answer that come before the object, or are of no use
    bool m_isSizeDoubted = false; ///< and the head was asked for again
    bool m_isOpen = false;        ///< the answer goes on to the end of the file
};

} // namespace transfer
