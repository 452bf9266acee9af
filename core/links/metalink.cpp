#include "core/links/metalink.h"

#include "core/links/cdnsource.h"

#include <QXmlStreamReader>
#include <algorithm>

namespace links {

namespace {

using core::ErrorKind;

/// A queue of 10,000 items with four mirrors each takes about 10 MiB.
constexpr qsizetype kLongestText = 32 * 1024 * 1024;
constexpr int kDeepest = 16;
constexpr qsizetype kMostFiles = 100'000;
constexpr qsizetype kMostUrls = 1000;
constexpr qsizetype kMostMirrors = 64;
constexpr qsizetype kLongestField = 16 * 1024;
/// RFC 5854 4.2.17: from 1 to 999999, the lowest first; what has none comes last.
constexpr int kLastPriority = 999'999;
/// Metalink 3 4.1.2.5.1.3: from 100 (best) to 1.
constexpr int kBestPreference = 100;

struct Mirror
{
    QString url;
    int priority = kLastPriority;
};

/// What one `file` element said.
struct File
{
    qint64 line = 0;
    QString name;
    QString size;
    QString md5;
    std::optional<core::Checksum> checksum; ///< the strongest of those that are well formed
    QList<Mirror> mirrors;
};

/// Our own element names have no '/', so that a path of them is unambiguous.
enum class Place { Elsewhere, File, Size, Hash, Url };

Place placeOf(QStringView path)
{
    for (const auto &[known, place] :
         {std::pair(u"/metalink/file", Place::File), std::pair(u"/metalink/file/size", Place::Size),
          std::pair(u"/metalink/file/hash", Place::Hash), std::pair(u"/metalink/file/url", Place::Url),
          std::pair(u"/metalink/files/file", Place::File),
          std::pair(u"/metalink/files/file/size", Place::Size),
          std::pair(u"/metalink/files/file/verification/hash", Place::Hash),
          std::pair(u"/metalink/files/file/resources/url", Place::Url)}) {
        if (path == known)
            return place;
    }
    return Place::Elsewhere;
}

int priorityOf(const QXmlStreamAttributes &attributes)
{
    bool ok = false;
    const int priority = attributes.value(QLatin1String("priority")).toInt(&ok);
    if (ok && priority > 0)
        return std::min(priority, kLastPriority);
    const int preference = attributes.value(QLatin1String("preference")).toInt(&ok);
    return ok ? kBestPreference + 1 - std::clamp(preference, 0, kBestPreference) : kLastPriority;
}

/// RFC 5854 4.1.2.1: no directory traversal, nothing absolute. What the file system makes of the rest is
/// checked where the file is made.
bool staysBelow(const QString &name)
{
    const QStringList parts = name.split(u'/');
    const bool hasBadPart = std::any_of(parts.begin(), parts.end(), [](const QString &part) {
        return part.isEmpty() || part == u"." || part == u"..";
    });
    const bool hasBadCharacter = std::any_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 0x20 || c == QChar(0x7f) || c == u'\\';
    });
    return !hasBadPart && !hasBadCharacter && (name.size() < 2 || name[1] != u':');
}

/// The usable ones as a line of a list, the best first; an error when there is none.
core::Result<core::Source> sourceFor(File &file)
{
    std::stable_sort(file.mirrors.begin(), file.mirrors.end(),
                     [](const Mirror &a, const Mirror &b) { return a.priority < b.priority; });
    QStringList usable;
    core::Error last{ErrorKind::SourceNotUnderstood, QStringLiteral("no http or https address")};
    for (const Mirror &mirror : std::as_const(file.mirrors)) {
        if (usable.size() == kMostMirrors || !mirror.url.startsWith(u"http", Qt::CaseInsensitive))
            continue;
        if (const auto source = core::sourceFromLine(mirror.url); source && !mirror.url.contains(u'\t'))
            usable << mirror.url;
        else if (!source)
            last = source.error();
    }
    if (usable.isEmpty())
        return core::failure(last);
    return sourceFromText(usable.join(u'\t'));
}

core::Result<ListEntry> entryFor(File &file)
{
    if (!staysBelow(file.name))
        return core::failure(ErrorKind::NameRefused, file.name.left(200));
    auto source = sourceFor(file);
    if (!source)
        return core::failure(source.error());
    source->name = file.name;
    if (file.checksum)
        source->checksum = file.checksum;
    if (!file.md5.isNull()) {
        const auto digest = blte::digestFromHex(file.md5.toStdString());
        if (!digest)
            return core::failure(ErrorKind::ListNotUnderstood,
                                 QStringLiteral("md5 wants 32 hex digits, not ") + file.md5.left(200));
        source->contentKey = blte::ContentKey{*digest};
    }
    if (!file.size.isNull()) {
        bool ok = false;
        const qint64 size = file.size.toLongLong(&ok);
        if (!ok || size < 0)
            return core::failure(ErrorKind::ListNotUnderstood,
                                 QStringLiteral("size wants a number of bytes, not ") + file.size.left(200));
        source->decodedSize = size;
    }
    return ListEntry{std::move(*source), QString(), static_cast<int>(file.line)};
}

class MetalinkReader
{
public:
    explicit MetalinkReader(const QString &text)
        : m_xml(text)
    {
    }

    SourceList read()
    {
        while (!m_xml.atEnd())
            take(m_xml.readNext());
        if (m_xml.hasError())
            report(m_xml.lineNumber(), {}, {ErrorKind::ListNotUnderstood, m_xml.errorString()});
        return std::move(m_list);
    }

private:
    void take(QXmlStreamReader::TokenType token)
    {
        switch (token) {
        case QXmlStreamReader::StartElement:
            return enter();
        case QXmlStreamReader::EndElement:
            return leave();
        case QXmlStreamReader::Characters:
            if (m_place != Place::Elsewhere && m_place != Place::File && m_text.size() < kLongestField)
                m_text += m_xml.text().left(kLongestField);
            return;
        case QXmlStreamReader::DTD:
        case QXmlStreamReader::EntityReference:
            return m_xml.raiseError(QStringLiteral("document types and entities are not accepted"));
        default:
            return;
        }
    }

    void enter()
    {
        if (++m_depth == 1)
            m_namespace = m_xml.namespaceUri().toString();
        if (m_depth == 1 && !isMetalink())
            return m_xml.raiseError(QStringLiteral("not a Metalink 3 or 4 document"));
        if (m_depth > kDeepest)
            return m_xml.raiseError(QStringLiteral("nested too deeply"));
        // Extensions live in namespaces of their own; below a name that is none of ours nothing is found.
        m_path += u'/';
        m_path += m_xml.namespaceUri() == m_namespace ? m_xml.name() : QStringView(u"?");
        m_place = placeOf(m_path);
        m_attributes = m_xml.attributes();
        m_text.clear();
        if (m_place == Place::File) {
            m_file = File();
            m_file.line = m_xml.lineNumber();
            m_file.name = m_attributes.value(QLatin1String("name")).toString();
        }
    }

    bool isMetalink() const
    {
        return m_xml.name() == u"metalink" && (m_namespace == u"urn:ietf:params:xml:ns:metalink" ||
                                               m_namespace == u"http://www.metalinker.org/");
    }

    void leave()
    {
        switch (placeOf(m_path)) {
        case Place::File:
            finishFile();
            break;
        case Place::Size:
            m_file.size = m_text.trimmed();
            break;
        case Place::Hash:
            takeChecksum();
            if (m_file.md5.isNull() && m_attributes.value(QLatin1String("type"))
                                               .compare(QLatin1String("md5"), Qt::CaseInsensitive) == 0)
                m_file.md5 = m_text.trimmed();
            break;
        case Place::Url:
            if (m_file.mirrors.size() < kMostUrls)
                m_file.mirrors.append(Mirror{m_text.trimmed(), priorityOf(m_attributes)});
            break;
        case Place::Elsewhere:
            break;
        }
        m_path.truncate(m_path.lastIndexOf(u'/'));
        m_place = Place::Elsewhere;
        --m_depth;
    }

    void takeChecksum()
    {
        const auto kind = core::checksumKind(m_attributes.value(QLatin1String("type")).toString());
        const auto checksum = kind ? core::checksumFromHex(*kind, m_text) : std::nullopt;
        if (checksum && (!m_file.checksum || m_file.checksum->kind < checksum->kind))
            m_file.checksum = checksum;
    }

    void finishFile()
    {
        if (m_list.entries.size() >= kMostFiles)
            return m_xml.raiseError(QStringLiteral("too many files"));
        auto entry = entryFor(m_file);
        if (entry)
            m_list.entries.append(std::move(*entry));
        else
            report(m_file.line, m_file.name, entry.error());
    }

    void report(qint64 line, const QString &text, const core::Error &error)
    {
        ++m_list.lostSources;
        if (m_list.problems.size() < kMostProblems)
            m_list.problems.append(ListProblem{static_cast<int>(line), text.left(200), error, Loss::Source});
        else
            ++m_list.moreProblems;
    }

    QXmlStreamReader m_xml;
    SourceList m_list;
    QString m_namespace; ///< of the root, and so of everything that counts
    QString m_path;      ///< "/metalink/file/url"; "?" for elements of other namespaces
    int m_depth = 0;
    File m_file;
    Place m_place = Place::Elsewhere; ///< where text goes; Elsewhere behind a child element
    QXmlStreamAttributes m_attributes;
    QString m_text;
};

} // namespace

bool looksLikeMetalink(const QString &text)
{
    QStringView head = QStringView(text).left(4096);
    if (head.startsWith(QChar::ByteOrderMark))
        head = head.mid(1);
    head = head.trimmed();
    return head.startsWith(u'<') && (head.contains(u"<metalink") || head.contains(u":metalink"));
}

SourceList parseMetalink(const QString &text)
{
    if (text.size() > kLongestText) {
        SourceList list;
        list.lostSources = 1;
        list.problems.append(
            ListProblem{1, {}, {ErrorKind::ListNotUnderstood, QStringLiteral("the document is too large")}});
        return list;
    }
    return MetalinkReader(text).read();
}

} // namespace links
