#include "core/http/chunkparser.h"

#include <algorithm>
#include <limits>
#include <optional>

namespace http {

namespace {

constexpr qsizetype kLongestLine = 4 << 10;
constexpr qsizetype kMostTrailers = 64 << 10;
constexpr qsizetype kMostDigits = 16;

std::optional<qint64> hexNumber(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() > kMostDigits)
        return {};
    quint64 value = 0;
    for (const char c : digits) {
        const char lower = c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
        const bool isDigit = lower >= '0' && lower <= '9';
        if (!isDigit && !(lower >= 'a' && lower <= 'f'))
            return {};
        value = value * 16 + static_cast<quint64>(isDigit ? lower - '0' : lower - 'a' + 10);
    }
    if (value > static_cast<quint64>(std::numeric_limits<qint64>::max()))
        return {};
    return static_cast<qint64>(value);
}

} // namespace

ChunkParser::Step ChunkParser::next(QByteArrayView &bytes)
{
    m_data = {};
    while (true) {
        switch (m_state) {
        case State::Size:
        case State::DataEnd:
        case State::Trailer:
            if (!takeLine(bytes)) {
                if (m_state == State::Failed)
                    break;
                return Step::NeedMore;
            }
            if (m_state == State::Size)
                takeSize();
            else if (m_state == State::Trailer)
                takeTrailer();
            else
                takeDataEnd();
            m_line.clear();
            break;
        case State::Data: {
            if (bytes.isEmpty())
                return Step::NeedMore;
            const auto size = static_cast<qsizetype>(std::min<qint64>(m_left, bytes.size()));
            m_data = bytes.first(size);
            bytes = bytes.sliced(size);
            m_left -= size;
            if (m_left == 0)
                m_state = State::DataEnd;
            return Step::Data;
        }
        case State::Ended:
            return Step::End;
        case State::Failed:
            return Step::Failed;
        }
    }
}

/// False while its end has not come, or when it is too long. m_line is without its end then.
bool ChunkParser::takeLine(QByteArrayView &bytes)
{
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
    // Behind a chunk there is nothing but the end of the line.
    const qsizetype longest = m_state == State::DataEnd ? 1 : kLongestLine;
    if (m_line.size() + part.size() > longest) {
        fail(m_state == State::DataEnd ? QStringLiteral("no line end behind a chunk")
                                       : QStringLiteral("a chunk's line is too long"));
        return false;
    }
    m_line.append(part);
    bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    if (end < 0)
        return false;
    m_hasCr = m_line.endsWith('\r');
    if (m_hasCr)
        m_line.chop(1);
    return true;
}

/// chunk = chunk-size [ chunk-ext ]; blanks behind the size are tolerated.
void ChunkParser::takeSize()
{
    QByteArrayView digits(m_line);
    if (const qsizetype extension = digits.indexOf(';'); extension >= 0)
        digits = digits.first(extension);
    while (digits.endsWith(' ') || digits.endsWith('\t'))
        digits.chop(1);
    const auto size = hexNumber(digits);
    if (!size)
        return fail(QStringLiteral("a chunk's size is \"%1\"").arg(QString::fromLatin1(m_line.left(40))));
    m_left = *size;
    m_isCrWanted = m_hasCr;
    m_state = *size > 0 ? State::Data : State::Trailer;
}

/// Ended as the size's line was: a CR alone may be the last byte of a chunk that is longer than said.
void ChunkParser::takeDataEnd()
{
    if (m_line.isEmpty() && (m_hasCr || !m_isCrWanted))
        m_state = State::Size;
    else
        fail(QStringLiteral("no line end behind a chunk"));
}

void ChunkParser::takeTrailer()
{
    m_trailers += m_line.size();
    if (m_line.isEmpty())
        m_state = State::Ended;
    else if (m_trailers > kMostTrailers)
        fail(QStringLiteral("too many trailers"));
}

void ChunkParser::fail(const QString &fault)
{
    m_fault = fault;
    m_state = State::Failed;
}

} // namespace http
