#pragma once

#include "core/error.h"

#include <QByteArrayView>
#include <QtGlobal>
#include <optional>

namespace http {

/// How the end of an answer's body is known, as its head says.
struct Framing
{
    enum class End {
        Length,  ///< after so many bytes
        Chunked, ///< the last chunk tells
        Closing, ///< the connection ends with it
    };
    End end = End::Closing;
    std::optional<qint64> length; ///< of End::Length only
    bool operator==(const Framing &) const = default;
};

/// RFC 9112 6.3, for answers that have a body. Fields that came more than once are joined by commas, as RFC
/// 9110 5.3 does; a null view is a field that did not come. Chunks win over a length beside them. Refused
/// (UnexpectedStatus): any other transfer coding, or "chunked" before another; a length that is no number,
/// has a sign, or is given twice and differently.
core::Result<Framing> framingOf(QByteArrayView transferEncoding, QByteArrayView contentLength);

} // namespace http
