#pragma once

#include "tests/support/faultstate.h"

namespace support {

/// An answer, ready to be sent: the head, then body(0 … bodySize).
struct Response
{
    int status = 0;
    QByteArray head;
    qint64 bodySize = 0; ///< with Fault::extra
    std::function<QByteArray(qint64 offset, qint64 count)> body;
};

/// The right answer to the request, as the fault bends it. Pure.
Response respond(const Request &request, const std::optional<Resource> &resource, const Fault &fault);

} // namespace support
