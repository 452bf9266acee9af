#include "core/links/sourcelist.h"

#include "core/links/cdnsource.h"

#include <algorithm>

namespace links {

namespace {

using core::ErrorKind;

/// No URL a server takes is longer than 8 KiB, and a line holds a few; this bounds the work on hostile lines.
constexpr qsizetype kLongestLine = 64 * 1024;

core::Result<blte::Digest> readDigest(const QString &text)
{
    const auto digest = blte::digestFromHex(text.toStdString());
    if (!digest)
        return core::failure(ErrorKind::ListNotUnderstood,
                             QStringLiteral("wants 32 hex digits, not ") + text.left(200));
    return *digest;
}

core::Result<void> readChecksum(ListEntry &entry, const QString &value)
{
    const qsizetype equals = value.indexOf(u'=');
    if (const auto kind = core::checksumKind(value.left(equals))) {
        entry.source.checksum = core::checksumFromHex(*kind, value.mid(equals + 1));
        if (!entry.source.checksum)
            return core::failure(ErrorKind::ListNotUnderstood,
                                 QStringLiteral("not the hex digits of that checksum: ") + value.left(200));
        return {};
    }
    if (value.left(equals).toLower() != u"md5")
        return core::failure(ErrorKind::ListNotUnderstood,
                             QStringLiteral("only md5 and sha checksums are known, not ") + value.left(200));
    return readDigest(value.mid(equals + 1)).map([&](auto d) {
        entry.source.contentKey = blte::ContentKey{d};
    });
}

/// False: it is none that can be sent, and passed over.
bool readHeader(ListEntry &entry, const QString &text)
{
    const auto header = core::requestHeaderFromText(text);
    if (header && entry.source.headers.size() < core::kMostRequestHeaders)
        entry.source.headers.append(*header);
    return header.has_value();
}

/// False: there is no such option here.
core::Result<bool> readOption(ListEntry &entry, const QString &key, const QString &value)
{
    const auto done = [](const core::Result<void> &read) { return read.map([] { return true; }); };
    if (key == u"out")
        entry.source.name = value;
    else if (key == u"dir")
        entry.folder = value;
    else if (key == u"checksum")
        return done(readChecksum(entry, value));
    else if (key == u"ekey")
        return done(readDigest(value).map([&](auto d) { entry.source.encodingKey = blte::EncodingKey{d}; }));
    else if (key == u"ckey")
        return done(readDigest(value).map([&](auto d) { entry.source.contentKey = blte::ContentKey{d}; }));
    else if (key == u"header")
        return readHeader(entry, value);
    else if (key == u"referer")
        return readHeader(entry, QStringLiteral("Referer: ") + value);
    else if (key == u"user-agent")
        return readHeader(entry, QStringLiteral("User-Agent: ") + value);
    else
        return false;
    return true;
}

bool beginsAddress(QStringView text)
{
    return text.startsWith(u"http://", Qt::CaseInsensitive) ||
           text.startsWith(u"https://", Qt::CaseInsensitive);
}

bool isControl(QChar c)
{
    return c.category() == QChar::Other_Control;
}

/// "1. http://…", "- http://…": without what stands before an address in a list that is made for reading.
QStringView withoutBullet(QStringView line)
{
    const qsizetype blank = line.indexOf(u' ');
    if (blank < 1 || blank > 8 || !beginsAddress(line.mid(blank).trimmed()))
        return line;
    const QStringView bullet = line.left(blank);
    const QStringView digits = bullet.chopped(1);
    const bool isMark = bullet == u"-" || bullet == u"*" || bullet == u"\u2022";
    const bool isNumber = (bullet.endsWith(u'.') || bullet.endsWith(u')')) && !digits.isEmpty() &&
                          std::all_of(digits.begin(), digits.end(), [](QChar c) { return c.isDigit(); });
    return isMark || isNumber ? line.mid(blank).trimmed() : line;
}

QStringView withoutQuotes(QStringView line)
{
    for (const auto &[open, close] :
         {std::pair(u'"', u'"'), std::pair(u'\'', u'\''), std::pair(u'<', u'>')}) {
        if (line.size() > 2 && line.front() == open && line.back() == close &&
            line.sliced(1).indexOf(close) == line.size() - 2 && beginsAddress(line.mid(1).trimmed()))
            return line.sliced(1, line.size() - 2).trimmed();
    }
    return line;
}

/// "http://a/x http://b/y". In a fragment anything may stand.
bool holdsTwo(QStringView line)
{
    const qsizetype fragment = line.indexOf(u'#');
    const QStringView address = line.left(fragment < 0 ? line.size() : fragment);
    for (qsizetype blank = address.indexOf(u' '); blank >= 0; blank = address.indexOf(u' ', blank + 1)) {
        if (beginsAddress(address.mid(blank + 1)))
            return true;
    }
    return false;
}

class LineReader
{
public:
    void read(QStringView line)
    {
        ++m_line;
        const QStringView bare = line.trimmed();
        // Also the zero at the end of what was a string in some memory.
        if (std::all_of(bare.begin(), bare.end(), isControl) || bare.front() == u'#')
            return;
        const bool mayBeProduct = line.size() <= kLongestProductSource && !beginsAddress(bare);
        if (line.size() > kLongestLine && !(mayBeProduct && looksLikeProductSource(keptFromText(bare).text)))
            return reportSource(line,
                                {ErrorKind::SourceNotUnderstood, QStringLiteral("the line is too long")});
        const QStringView source = withoutQuotes(withoutBullet(bare));
        if (beginsAddress(source) || !line.front().isSpace())
            readSource(source);
        else
            readIndented(bare);
    }

    SourceList list;

private:
    void readSource(QStringView line)
    {
        if (looksLikeProductSource(keptFromText(line).text))
            return readProduct(line);
        // Most text is not a URL: say so without parsing it as one.
        if (!line.startsWith(u"http", Qt::CaseInsensitive))
            return reportSource(
                line, {ErrorKind::SourceNotUnderstood, QStringLiteral("not an http or https address")});
        if (holdsTwo(line))
            return reportSource(line,
                                {ErrorKind::SourceNotUnderstood,
                                 QStringLiteral("two addresses; put each on a line of its own, or a tab "
                                                "between two of the same file")});
        auto source = sourceFromText(line.toString());
        if (!source)
            return reportSource(line, source.error());
        m_state = State::BelowSource;
        list.entries.append(ListEntry{std::move(*source), QString(), m_line});
    }

    void readProduct(QStringView line)
    {
        const KeptText kept = keptFromText(line);
        auto source = productSourceFromText(kept.text);
        if (!source)
            return reportSource(line, source.error());
        m_state = State::BelowProduct;
        list.products.append(ProductEntry{std::move(*source), QString(), m_line, kept.keep});
    }

    void readIndented(QStringView line)
    {
        if (m_state == State::BelowProblem)
            return;
        const qsizetype equals = line.indexOf(u'=');
        if (m_state == State::Start)
            return reportOption(line, QStringLiteral("an option before any source"));
        if (equals < 1)
            return reportOption(line, QStringLiteral("not of the form option=value"));
        const QStringView key = line.left(equals).trimmed();
        if (m_state == State::BelowProduct) {
            if (key.compare(u"dir", Qt::CaseInsensitive) != 0)
                return reportOption(line, QStringLiteral("only dir= counts for files of a product"));
            list.products.last().folder = line.mid(equals + 1).trimmed().toString();
            return;
        }
        const auto read = readOption(list.entries.last(), key.toString().toLower(),
                                     line.mid(equals + 1).trimmed().toString());
        if (!read) {
            list.entries.removeLast(); // not without what it asks for
            reportSource(line, read.error());
        } else if (!*read) {
            reportOption(line, QStringLiteral("an option that is passed over: ") + key.left(200));
        }
    }

    void reportSource(QStringView line, const core::Error &error)
    {
        m_state = State::BelowProblem;
        ++list.lostSources;
        report({m_line, line.left(200).toString(), error, Loss::Source});
    }

    void reportOption(QStringView line, const QString &why)
    {
        report({m_line, line.left(200).toString(), {ErrorKind::ListNotUnderstood, why}, Loss::Option});
    }

    void report(const ListProblem &problem)
    {
        if (list.problems.size() < kMostProblems)
            list.problems.append(problem);
        else
            ++list.moreProblems;
    }

    enum class State { Start, BelowSource, BelowProduct, BelowProblem };
    State m_state = State::Start;
    int m_line = 0;
};

bool endsLine(QChar c)
{
    return c == u'\n' || c == u'\r'; // '\r' alone, as old Macs wrote it
}

} // namespace

SourceList parseSourceList(const QString &text)
{
    LineReader reader;
    QStringView rest(text);
    if (rest.startsWith(QChar::ByteOrderMark))
        rest = rest.mid(1);
    while (!rest.isEmpty()) {
        const qsizetype end = std::find_if(rest.begin(), rest.end(), endsLine) - rest.begin();
        reader.read(rest.left(end));
        const bool isPair = rest.mid(end).startsWith(u"\r\n");
        rest = rest.mid(std::min(end + (isPair ? 2 : 1), rest.size()));
    }
    return std::move(reader.list);
}

} // namespace links
