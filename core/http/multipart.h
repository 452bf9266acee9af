#pragma once

#include "core/source.h"

#include <QByteArray>
#include <QByteArrayView>

namespace http {

/// The boundary of `multipart/byteranges; boundary=…`, as a token or quoted (RFC 2046 5.1.1: 1 to 70 of the
/// characters allowed there). Empty for any other Content-Type.
std::optional<QByteArray> multipartBoundary(QByteArrayView contentType);

/// What can be wrong with a multipart/byteranges body.
enum class MultipartFault {
    None,
    PreambleTooLong,   ///< no boundary within the first 4 KiB
    DelimiterInvalid,  ///< something else than blanks and a line end, or "--", behind a boundary
    HeadTooLong,       ///< more than 8 KiB before a part's empty line
    HeadInvalid,       ///< a line that is no field
    RangeMissing,      ///< a part without Content-Range
    RangeTwice,        ///< or with two
    RangeInvalid,      ///< or with one that names no bytes
    RangeNotAsked,     ///< a part that does not lie within one of the ranges asked for
    LengthContradicts, ///< complete length is not the known one, or differs between parts
    EncodedPart,       ///< a Content-Encoding although identity was asked for
    TooManyParts,      ///< more than ranges asked for
    BodyTooShort,      ///< the boundary comes before the range's last byte
    BodyTooLong,       ///< the boundary does not follow the range's last byte
    Truncated,         ///< the end came before the last boundary
};

/// A stream of multipart/byteranges (RFC 9110 14.6) taken apart, whatever way its bytes are cut. Pure: no
/// sockets. Memory is bounded by one header line block (8 KiB); bodies are handed through without a copy.
///
///     while (true) switch (parser.next(bytes)) {
///     case Step::NeedMore: read more bytes, or parser.finish() at the end of the reply
///     case Step::Part:     part() has begun
///     case Step::Body:     body() are its next bytes, in order
///     case Step::End:      after the last boundary; what follows is ignored
///     case Step::Failed:   fault(); stays so
///     }
///
/// A part's bytes are exactly as many as its range has: a boundary within them and any byte behind them are
/// faults. Parts may come in any order and be fewer than asked for (RFC 9110 15.3.7.2).
class MultipartParser
{
public:
    enum class Step { NeedMore, Part, Body, End, Failed };

    struct Part
    {
        core::ByteRange range;
        std::optional<qint64> completeLength;
    };

    /// `boundary` as multipartBoundary() gives it; `completeLength` when it is known.
    MultipartParser(const QByteArray &boundary, QList<core::ByteRange> asked,
                    std::optional<qint64> completeLength = {});

    /// Takes bytes from the front of `bytes`, up to the next thing to tell. NeedMore: all were taken.
    Step next(QByteArrayView &bytes);
    /// The reply is over: None when the last boundary was seen, otherwise what went wrong.
    MultipartFault finish();

    const Part &part() const { return m_part; }
    /// Valid until next() is called again, and as long as the bytes that it was given.
    QByteArrayView body() const { return m_body; }
    MultipartFault fault() const { return m_fault; }

private:
    enum class State { Preamble, Body, Delimiter, AfterDelimiter, Head, End, Failed };

    Step takePreamble(QByteArrayView &bytes);
    Step takeBody(QByteArrayView &bytes);
    Step takeHeldBody(QByteArrayView &bytes);
    Step takeDelimiter(QByteArrayView &bytes);
    Step takeAfterDelimiter(QByteArrayView &bytes);
    Step takeHead(QByteArrayView &bytes);
    MultipartFault readField(QByteArrayView line);
    Step beginPart();
    Step give(QByteArrayView body);
    Step fail(MultipartFault fault);

    const QByteArray m_delimiter; ///< CR LF "--" boundary; CR stands nowhere else in it
    const QList<core::ByteRange> m_asked;
    std::optional<qint64> m_completeLength;
    State m_state = State::Preamble;
    MultipartFault m_fault = MultipartFault::None;
    Part m_part;
    bool m_hasRange = false; ///< of the part whose head is being read
    QByteArrayView m_body;
    QByteArray m_line;        ///< of a head, or what stands behind a boundary; without its line end
    qsizetype m_headSize = 0; ///< bytes of the head or preamble so far
    qsizetype m_matched;      ///< how much of m_delimiter the last bytes taken are
    qint64 m_left = 0;        ///< of the part's bytes, those held back in m_matched included
    qsizetype m_partCount = 0;
};

/// As an error of the transfer: its kind says what happens next.
core::Error toError(MultipartFault fault);

} // namespace http
