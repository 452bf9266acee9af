#include "core/tact/sourcelist.h"

#include "core/tact/cdnpath.h"

namespace tact {

namespace {

using core::ErrorKind;

/// No URL a server takes is longer than 8 KiB, and a line holds a few; this bounds the work on hostile lines.
constexpr qsizetype kLongestLine = 64 * 1024;
/// A person reads the first few; a wrong file of 100 MB must not become a list of 50 million complaints.
constexpr qsizetype kMostProblems = 1000;

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
    if (value.left(equals).toLower() != u"md5")
        return core::failure(ErrorKind::ListNotUnderstood,
                             QStringLiteral("only md5 checksums are known, not ") + value.left(200));
    return readDigest(value.mid(equals + 1)).map([&](auto d) {
        entry.source.contentKey = blte::ContentKey{d};
    });
}

core::Result<void> readOption(ListEntry &entry, const QString &key, const QString &value)
{
    if (key == u"out") {
        entry.source.name = value;
        return {};
    }
    if (key == u"dir") {
        entry.folder = value;
        return {};
    }
    if (key == u"checksum")
        return readChecksum(entry, value);
    if (key == u"ekey")
        return readDigest(value).map([&](auto d) { entry.source.encodingKey = blte::EncodingKey{d}; });
    if (key == u"ckey")
        return readDigest(value).map([&](auto d) { entry.source.contentKey = blte::ContentKey{d}; });
    return core::failure(ErrorKind::ListNotUnderstood, QStringLiteral("unknown option: ") + key.left(200));
}

class Reader
{
public:
    void read(QStringView line)
    {
        ++m_line;
        if (line.endsWith(u'\r'))
            line.chop(1);
        const QStringView bare = line.trimmed();
        if (bare.isEmpty() || bare.front() == u'#')
            return;
        if (line.size() > kLongestLine)
            report(line, {ErrorKind::SourceNotUnderstood, QStringLiteral("the line is too long")});
        else if (line.front().isSpace())
            readIndented(bare);
        else
            readSource(bare);
    }

    SourceList list;

private:
    void readSource(QStringView line)
    {
        m_state = State::BelowProblem;
        // Most text is not a URL: say so without parsing it as one.
        if (!line.startsWith(u"http", Qt::CaseInsensitive))
            return report(line,
                          {ErrorKind::SourceNotUnderstood, QStringLiteral("not an http or https address")});
        auto source = sourceFromText(line.toString());
        if (!source)
            return report(line, source.error());
        m_state = State::BelowSource;
        list.entries.append(ListEntry{std::move(*source), QString(), m_line});
    }

    void readIndented(QStringView line)
    {
        if (m_state == State::BelowProblem)
            return;
        if (m_state == State::Start)
            return report(line,
                          {ErrorKind::ListNotUnderstood, QStringLiteral("an option before any source")});
        const qsizetype equals = line.indexOf(u'=');
        if (equals < 1)
            return report(line,
                          {ErrorKind::ListNotUnderstood, QStringLiteral("not of the form option=value")});
        const auto read = readOption(list.entries.last(), line.left(equals).trimmed().toString(),
                                     line.mid(equals + 1).trimmed().toString());
        if (!read)
            report(line, read.error());
    }

    void report(QStringView line, const core::Error &error)
    {
        if (list.problems.size() < kMostProblems)
            list.problems.append(ListProblem{m_line, line.left(200).toString(), error});
        else
            ++list.moreProblems;
    }

    enum class State { Start, BelowSource, BelowProblem };
    State m_state = State::Start;
    int m_line = 0;
};

} // namespace

SourceList parseSourceList(const QString &text)
{
    Reader reader;
    QStringView rest(text);
    if (rest.startsWith(QChar::ByteOrderMark))
        rest = rest.mid(1);
    while (!rest.isEmpty()) {
        const qsizetype end = rest.indexOf(u'\n');
        reader.read(end < 0 ? rest : rest.left(end));
        rest = end < 0 ? QStringView() : rest.mid(end + 1);
    }
    return std::move(reader.list);
}

} // namespace tact
