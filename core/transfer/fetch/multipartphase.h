#pragma once

#include "core/http/multipart.h"
#include "core/transfer/fetch/bodyphase.h"

namespace transfer {

/// Takes several ranges out of the one body that a server sends them in (multipart/byteranges, RFC 9110
/// 14.6). The parts come in any order; what is left out is asked for afterwards. Made for one answer. On a
/// lane's thread.
class MultipartPhase
{
public:
    /// `answer` has a boundary; `body` and `meter` outlive this.
    MultipartPhase(const http::ResponseHead &answer, const http::RangeRequest &asked, const Route &route,
                   BodyPhase &body, RequestMeter &meter);

    enum class Read {
        Nothing, ///< nothing is there now
        Some,
        All, ///< nothing of use comes any more, however long the answer goes on
    };
    /// Reads once from the answer.
    tl::expected<Read, Trouble> read(http::RangeReader &reader);
    /// The answer is over; a fault when it ended within a part.
    http::MultipartFault finish() { return m_parser.finish(); }

private:
    tl::expected<Read, Trouble> take(QByteArrayView bytes);
    tl::expected<void, Trouble> takePart(QByteArrayView bytes);

    http::MultipartParser m_parser;
    BodyPhase &m_body;
    RequestMeter &m_meter;
    const qint64 m_base;     ///< of the object in the resource
    bool m_isWanted = false; ///< the part that comes now
    qint64 m_epilogue = 0;   ///< bytes behind the last part
};

} // namespace transfer
