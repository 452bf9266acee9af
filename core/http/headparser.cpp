#include "core/http/headparser.h"

#include <algorithm>

namespace http {

namespace {

constexpr qsizetype kMostBytes = 256 << 10;
constexpr qsizetype kLongestField = 100 << 10;
constexpr QByteArrayView kMagic("HTTP/1.");

/// token of RFC 9110 5.6.2
bool isToken(QByteArrayView name)
{
    constexpr QByteArrayView others("!#$%&'*+-.^_`|~");
    return !name.isEmpty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.contains(c);
    });
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

} // namespace

QByteArray AnswerHead::value(QByteArrayView name) const
{
    QByteArray result;
    for (const auto &[field, text] : fields) {
        if (name.compare(field, Qt::CaseInsensitive) != 0)
            continue;
        result = result.isNull() ? QByteArray(text.constData(), text.size()) : result + ", " + text;
    }
    return result;
}

HeadParser::Step HeadParser::next(QByteArrayView &bytes)
{
    if (!m_fault.isNull())
        return Step::Failed;
    while (takeLine(bytes)) {
        if (m_line.size() > kLongestField)
            break;
        if (!m_hasStatus) {
            if (!m_line.isEmpty() && !takeStatus())
                return fail(QStringLiteral("this is no HTTP/1 answer"));
            m_hasStatus = m_hasStatus || !m_line.isEmpty();
        } else if (m_line.isEmpty()) {
            m_hasStatus = m_mayContinue = false;
            return Step::Head;
        } else {
            takeField();
        }
        m_line.clear();
    }
    if (m_size > kMostBytes || m_line.size() > kLongestField)
        return fail(QStringLiteral("the head is too long"));
    // What cannot become a status line need not be waited for.
    const auto begun = m_line == "\r" ? 0 : std::min(m_line.size(), kMagic.size());
    if (!m_hasStatus && QByteArrayView(m_line).first(begun) != kMagic.first(begun))
        return fail(QStringLiteral("this is no HTTP/1 answer"));
    return Step::NeedMore;
}

/// False while its end has not come, or when all together is too much. m_line is without its end then.
bool HeadParser::takeLine(QByteArrayView &bytes)
{
    if (m_size > kMostBytes)
        return false;
    const qsizetype end = bytes.indexOf('\n');
    const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
    m_size += part.size() + (end < 0 ? 0 : 1);
    if (m_size > kMostBytes)
        return false;
    m_line.append(part);
    bytes = end < 0 ? QByteArrayView() : bytes.sliced(end + 1);
    if (end < 0)
        return false;
    if (m_line.endsWith('\r'))
        m_line.chop(1);
    return true;
}

/// HTTP-version SP status-code [ SP reason-phrase ]
bool HeadParser::takeStatus()
{
    constexpr qsizetype code = kMagic.size() + 2;
    const bool isStatus = m_line.startsWith(kMagic.toByteArray()) && m_line.size() >= code + 3 &&
                          isDigit(m_line[kMagic.size()]) && m_line[code - 1] == ' ' &&
                          std::all_of(m_line.begin() + code, m_line.begin() + code + 3, isDigit) &&
                          (m_line.size() == code + 3 || m_line[code + 3] == ' ');
    m_head = {};
    m_head.status = m_line.mid(code, 3).toInt();
    m_head.reason = m_line.mid(code + 4);
    return isStatus;
}

void HeadParser::takeField()
{
    const bool isContinued = m_line.front() == ' ' || m_line.front() == '\t';
    if (isContinued) {
        if (m_mayContinue)
            m_head.fields.last().second += ' ' + m_line.trimmed();
        return;
    }
    const qsizetype colon = m_line.indexOf(':');
    m_mayContinue = colon > 0 && isToken(QByteArrayView(m_line).first(colon));
    if (m_mayContinue)
        m_head.fields.append({m_line.left(colon), m_line.mid(colon + 1).trimmed()});
}

HeadParser::Step HeadParser::fail(const QString &fault)
{
    m_fault = fault;
    m_line.clear();
    return Step::Failed;
}

} // namespace http
