#include "app/cli/comparereport.h"

#include "app/cli/jsonmembers.h"
#include "app/console.h"
#include "app/text.h"
#include "core/hex.h"

#include <QJsonObject>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;
using catalog::Difference;
using catalog::SelectedFile;
using catalog::TreeComparison;
using By = core::FileSelection::By;

namespace {

constexpr qsizetype kWrittenAtOnce = 64 << 10; // characters

/// Of a line of a list, which is one download: far below what a source may be.
constexpr qsizetype kMostListed = 50'000;
constexpr qsizetype kLongestListed = 4 << 20; // characters

QString sizeOf(const std::optional<SelectedFile> &file)
{
    return file && file->size ? sizeText(*file->size) : u"-"_s;
}

QChar signOf(Difference::Kind kind)
{
    return kind == Difference::Kind::Added ? u'+' : kind == Difference::Kind::Removed ? u'-' : u'~';
}

QString toText(const Difference &difference)
{
    const SelectedFile &file = difference.after ? *difference.after : *difference.before;
    return signOf(difference.kind) % sizeOf(difference.before).rightJustified(11) %
           sizeOf(difference.after).rightJustified(11) % u"  "_s % printable(catalog::pathOrUnknown(file));
}

QString keysOf(const std::optional<SelectedFile> &file)
{
    if (!file)
        return u"null"_s;
    using Text = std::optional<QString>;
    JsonMembers keys;
    keys.add("ckey"_L1, file->contentKey ? Text(core::hex(file->contentKey->digest)) : Text());
    keys.add("ekey"_L1,
             file->encodingKey.isEmpty() ? Text() : Text(QString::fromLatin1(file->encodingKey.toHex())));
    keys.add("size"_L1, file->size);
    return keys.done();
}

QString toJson(const Difference &difference)
{
    static constexpr std::array kWords{"added"_L1, "removed"_L1, "changed"_L1};
    const SelectedFile &file = difference.after ? *difference.after : *difference.before;
    JsonMembers line;
    line.add("change"_L1, std::optional(QString(kWords[static_cast<std::size_t>(difference.kind)])));
    line.add("path"_L1, file.path.isEmpty() ? std::optional<QString>() : file.path);
    line.add("fdid"_L1, std::optional<qint64>(file.fileDataId));
    line.add("before"_L1, QStringView(keysOf(difference.before)));
    line.add("after"_L1, QStringView(keysOf(difference.after)));
    return line.done();
}

QString countText(const TreeComparison::Count &count, QLatin1StringView word)
{
    QString text = counted(static_cast<quint64>(count.files), "file") % u' ' % word;
    if (count.files > 0 && count.ofUnknownSize == 0)
        text += u" ("_s % sizeText(count.bytes) % u')';
    return text;
}

QJsonObject toJson(const TreeComparison::Count &count)
{
    return {{u"files"_s, count.files}, {u"bytes"_s, count.bytes}, {u"ofUnknownSize"_s, count.ofUnknownSize}};
}

QJsonObject toJson(const catalog::Build &build)
{
    return {{u"product"_s, build.product},
            {u"version"_s, build.version.isEmpty() ? QJsonValue() : QJsonValue(build.version)},
            {u"buildConfig"_s, core::hex(build.name)},
            {u"cdnConfig"_s, core::hex(build.cdnName)}};
}

} // namespace

CompareReport::CompareReport(Form form, links::ProductSource after)
    : m_form(form)
    , m_after(std::move(after))
{
}

void CompareReport::file(const Difference &difference)
{
    count(difference);
    if (m_form != Form::List)
        add(m_form == Form::Json ? toJson(difference) : toText(difference));
    else if (difference.after)
        list(*difference.after);
}

/// As they are told: sizes may have been looked up.
void CompareReport::count(const Difference &difference)
{
    TreeComparison::Count &count = m_counts[static_cast<std::size_t>(difference.kind)];
    const SelectedFile &file = difference.after ? *difference.after : *difference.before;
    ++count.files;
    count.bytes += file.size.value_or(0);
    count.ofUnknownSize += file.size ? 0 : 1;
}

void CompareReport::list(const SelectedFile &file)
{
    if (!file.path.isEmpty())
        m_paths << file.path;
    else if (file.fileDataId)
        m_ids << core::FileSelection::IdRange{*file.fileDataId, *file.fileDataId};
    else if (file.contentKey)
        m_keys << file.contentKey->digest;
    m_listed += file.path.size();
    if (m_paths.size() + m_ids.size() + m_keys.size() >= kMostListed || m_listed >= kLongestListed)
        writeList();
}

void CompareReport::writeList()
{
    const auto write = [this](const core::FileSelection &selection) {
        m_after.selection = selection;
        add(links::toText(m_after));
    };
    if (!m_paths.isEmpty())
        write(core::FileSelection::ofPaths(std::exchange(m_paths, {})));
    if (!m_ids.isEmpty())
        write({By::FileDataId, {}, std::exchange(m_ids, {}), {}});
    if (!m_keys.isEmpty())
        write({By::ContentKey, {}, {}, std::exchange(m_keys, {})});
    m_listed = 0;
}

void CompareReport::finish(const TreeComparison::Count &same, const catalog::Build &before,
                           const catalog::Build &after)
{
    const auto &[added, removed, changed] = m_counts;
    switch (m_form) {
    case Form::Text:
        add(countText(added, "added"_L1) % u", "_s % countText(removed, "removed"_L1) % u", "_s %
            countText(changed, "changed"_L1) % u", "_s % countText(same, "the same"_L1));
        break;
    case Form::Json:
        add(jsonLine({{u"change"_s, u"summary"_s},
                      {u"before"_s, toJson(before)},
                      {u"after"_s, toJson(after)},
                      {u"added"_s, toJson(added)},
                      {u"removed"_s, toJson(removed)},
                      {u"changed"_s, toJson(changed)},
                      {u"same"_s, toJson(same)}}));
        break;
    case Form::List:
        writeList();
        break;
    }
    if (!m_pending.isEmpty())
        print(Stream::Out, std::exchange(m_pending, {}));
}

void CompareReport::add(const QString &line)
{
    m_pending += line;
    m_pending += u'\n';
    if (m_pending.size() >= kWrittenAtOnce)
        print(Stream::Out, std::exchange(m_pending, {}));
}

} // namespace app
