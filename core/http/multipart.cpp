#include "core/http/multipart.h"

#include "core/http/contentrange.h"

#include <algorithm>

namespace http {

namespace {

constexpr qsizetype kLongestPreamble = 4 * 1024;
constexpr qsizetype kLongestHead = 8 * 1024;

/// How many bytes at the end of `bytes` may be the beginning of `delimiter`, whose first character stands
/// nowhere else in it: so only its last occurrence can be one.
qsizetype heldBack(QByteArrayView bytes, QByteArrayView delimiter)
{
    const QByteArrayView tail = bytes.last(std::min(bytes.size(), delimiter.size() - 1));
    const qsizetype at = tail.lastIndexOf(delimiter.front());
    return at >= 0 && delimiter.startsWith(tail.sliced(at)) ? tail.size() - at : 0;
}

} // namespace

MultipartParser::MultipartParser(const QByteArray &boundary, QList<core::ByteRange> asked,
                                 std::optional<qint64> completeLength)
    : m_delimiter("\r\n--" + boundary)
    , m_asked(std::move(asked))
    , m_completeLength(completeLength)
    , m_matched(2) // the first boundary needs no line end before it
{
}

MultipartParser::Step MultipartParser::next(QByteArrayView &bytes)
{
    while (true) {
        if (m_state == State::End)
            bytes = {};
        if (m_state == State::End || m_state == State::Failed)
            return m_state == State::End ? Step::End : Step::Failed;
        if (bytes.isEmpty())
            return Step::NeedMore;
        Step step = Step::NeedMore;
        switch (m_state) {
        case State::Preamble:
            step = takePreamble(bytes);
            break;
        case State::Body:
            step = takeBody(bytes);
            break;
        case State::Delimiter:
            step = takeDelimiter(bytes);
            break;
        case State::AfterDelimiter:
            step = takeAfterDelimiter(bytes);
            break;
        case State::Head:
            step = takeHead(bytes);
            break;
        case State::End:
        case State::Failed:
            break;
        }
        if (step != Step::NeedMore)
            return step;
    }
}

MultipartFault MultipartParser::finish()
{
    if (m_state != State::End && m_state != State::Failed)
        fail(MultipartFault::Truncated);
    return m_fault;
}

// multipart-body := [preamble CRLF] dash-boundary transport-padding CRLF body-part …
MultipartParser::Step MultipartParser::takePreamble(QByteArrayView &bytes)
{
    while (!bytes.isEmpty() && m_matched < m_delimiter.size()) {
        if (++m_headSize > kLongestPreamble)
            return fail(MultipartFault::PreambleTooLong);
        const char c = bytes.front();
        if (c != m_delimiter[m_matched])
            m_matched = 0; // CR stands only in front
        if (c == m_delimiter[m_matched])
            ++m_matched;
        bytes = bytes.sliced(1);
    }
    if (m_matched == m_delimiter.size())
        m_state = State::AfterDelimiter;
    return Step::NeedMore;
}

MultipartParser::Step MultipartParser::takeBody(QByteArrayView &bytes)
{
    if (m_matched > 0)
        return takeHeldBody(bytes);
    const qsizetype most = static_cast<qsizetype>(std::min<qint64>(bytes.size(), m_left));
    // A boundary that begins before the part's last byte is in here, or its beginning ends here.
    const QByteArrayView seen = bytes.first(std::min(bytes.size(), most + m_delimiter.size() - 1));
    const qsizetype found = seen.indexOf(m_delimiter);
    if (found == 0)
        return fail(MultipartFault::BodyTooShort);
    qsizetype size = found > 0 ? found : most;
    const qsizetype held = found < 0 && seen.size() == bytes.size() ? heldBack(bytes, m_delimiter) : 0;
    if (held > 0 && bytes.size() - held < most) {
        size = bytes.size() - held;
        m_matched = held;
    }
    const QByteArrayView body = bytes.first(size);
    bytes = bytes.sliced(size + m_matched);
    return give(body);
}

/// The bytes before these were the beginning of a boundary, and are the part's unless it goes on.
MultipartParser::Step MultipartParser::takeHeldBody(QByteArrayView &bytes)
{
    while (!bytes.isEmpty() && m_matched < m_delimiter.size() && bytes.front() == m_delimiter[m_matched]) {
        ++m_matched;
        bytes = bytes.sliced(1);
    }
    if (m_matched == m_delimiter.size())
        return fail(MultipartFault::BodyTooShort);
    if (bytes.isEmpty())
        return Step::NeedMore;
    if (m_matched > m_left)
        return fail(MultipartFault::BodyTooLong);
    return give(QByteArrayView(m_delimiter).first(std::exchange(m_matched, 0)));
}

MultipartParser::Step MultipartParser::give(QByteArrayView body)
{
    m_body = body;
    m_left -= body.size();
    if (m_left == 0)
        m_state = State::Delimiter;
    return body.isEmpty() ? Step::NeedMore : Step::Body;
}

MultipartParser::Step MultipartParser::takeDelimiter(QByteArrayView &bytes)
{
    for (; !bytes.isEmpty() && m_matched < m_delimiter.size(); bytes = bytes.sliced(1)) {
        if (bytes.front() != m_delimiter[m_matched])
            return fail(MultipartFault::BodyTooLong);
        ++m_matched;
    }
    if (m_matched == m_delimiter.size())
        m_state = State::AfterDelimiter;
    return Step::NeedMore;
}

// close-delimiter := delimiter "--"; otherwise transport-padding CRLF
MultipartParser::Step MultipartParser::takeAfterDelimiter(QByteArrayView &bytes)
{
    const char c = bytes.front();
    bytes = bytes.sliced(1);
    m_line += c;
    if (m_line == "--") {
        m_state = State::End;
        return Step::End;
    }
    if (m_line.endsWith("\r\n")) {
        m_state = State::Head;
        m_line.clear();
        m_headSize = 0;
        m_hasRange = false;
        return Step::NeedMore;
    }
    const QByteArrayView before = QByteArrayView(m_line).chopped(1);
    const bool isBlank =
        (c == ' ' || c == '\t' || c == '\r') && !before.contains('\r') && !before.contains('-');
    const bool isDash = c == '-' && before.isEmpty();
    if ((!isBlank && !isDash) || m_line.size() > 256)
        return fail(MultipartFault::DelimiterInvalid);
    return Step::NeedMore;
}

MultipartParser::Step MultipartParser::takeHead(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView some = end < 0 ? bytes : bytes.first(end + 1);
    m_headSize += some.size();
    if (m_headSize > kLongestHead)
        return fail(MultipartFault::HeadTooLong);
    m_line.append(some);
    bytes = bytes.sliced(some.size());
    if (end < 0)
        return Step::NeedMore;
    if (!m_line.endsWith("\r\n"))
        return fail(MultipartFault::HeadInvalid);
    m_line.chop(2);
    if (m_line.isEmpty())
        return beginPart();
    if (const MultipartFault fault = readField(m_line); fault != MultipartFault::None)
        return fail(fault);
    m_line.clear();
    return Step::NeedMore;
}

MultipartFault MultipartParser::readField(QByteArrayView line)
{
    const qsizetype colon = line.indexOf(':');
    const QByteArrayView name = line.first(std::max<qsizetype>(0, colon));
    const bool isToken =
        !name.isEmpty() && std::all_of(name.begin(), name.end(), [](char c) { return c > 0x20 && c < 0x7f; });
    if (!isToken) // nor is a folded line (RFC 9112 5.2)
        return MultipartFault::HeadInvalid;
    const QByteArrayView value = line.sliced(colon + 1).trimmed();
    if (name.compare("Content-Encoding", Qt::CaseInsensitive) == 0)
        return value.compare("identity", Qt::CaseInsensitive) == 0 ? MultipartFault::None
                                                                   : MultipartFault::EncodedPart;
    if (name.compare("Content-Range", Qt::CaseInsensitive) != 0)
        return MultipartFault::None;
    if (std::exchange(m_hasRange, true))
        return MultipartFault::RangeTwice;
    const auto range = parseContentRange(value);
    if (!range || !range->range)
        return MultipartFault::RangeInvalid;
    m_part = Part{*range->range, range->completeLength};
    return MultipartFault::None;
}

MultipartParser::Step MultipartParser::beginPart()
{
    if (!m_hasRange)
        return fail(MultipartFault::RangeMissing);
    if (++m_partCount > m_asked.size())
        return fail(MultipartFault::TooManyParts);
    if (m_part.completeLength && m_completeLength && m_part.completeLength != m_completeLength)
        return fail(MultipartFault::LengthContradicts);
    if (!m_completeLength)
        m_completeLength = m_part.completeLength;
    if (std::none_of(m_asked.begin(), m_asked.end(), [this](const core::ByteRange &asked) {
            return asked.first <= m_part.range.first && m_part.range.last <= asked.last;
        }))
        return fail(MultipartFault::RangeNotAsked);
    m_line.clear();
    m_left = m_part.range.size();
    m_matched = 0;
    m_state = State::Body;
    return Step::Part;
}

MultipartParser::Step MultipartParser::fail(MultipartFault fault)
{
    m_state = State::Failed;
    m_fault = fault;
    return Step::Failed;
}

} // namespace http
