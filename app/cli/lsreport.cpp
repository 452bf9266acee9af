#include "app/cli/lsreport.h"

#include "app/console.h"
#include "app/text.h"
#include "core/catalog/selectedfile.h"
#include "core/hex.h"
#include "core/tact/wowlocale.h"

#include <QJsonArray>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;
using catalog::FileFacts;
using Where = catalog::FoundFile::Where;

namespace {

constexpr qsizetype kWrittenAtOnce = 64 << 10; // characters

QJsonValue orNull(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

/// The locales that the file is meant for; empty: for all.
QString localesOf(quint32 bits)
{
    if ((bits & tact::allLocales()) == tact::allLocales())
        return {};
    QStringList names;
    for (const std::string_view name : tact::localeNames(bits))
        names << QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
    return names.join(u',');
}

QString whereOf(const FileFacts &facts)
{
    if (!facts.object)
        return u"unknown"_s;
    switch (facts.object->where) {
    case Where::Archive:
        return u"archive"_s;
    case Where::Loose:
        return u"loose"_s;
    case Where::Unlisted:
        break;
    }
    return u"unknown"_s;
}

QJsonObject toJson(const FileFacts &facts)
{
    const catalog::SelectedFile &file = facts.file;
    const auto &object = facts.object;
    const bool isArchived = object && object->where == Where::Archive;
    const QJsonValue null;
    return {{u"path"_s, file.path.isEmpty() ? null : QJsonValue(file.path)},
            {u"fdid"_s, file.fileDataId ? QJsonValue(qint64(*file.fileDataId)) : null},
            {u"ckey"_s, file.contentKey ? QJsonValue(core::hex(file.contentKey->digest)) : null},
            {u"ekey"_s, object ? QJsonValue(core::hex(object->object.encodingKey->digest)) : null},
            {u"size"_s, orNull(file.size)},
            {u"encodedSize"_s, orNull(file.encodedSize)},
            {u"where"_s, whereOf(facts)},
            {u"archive"_s, isArchived ? QJsonValue(core::hex(object->object.path.hash)) : null},
            {u"offset"_s, isArchived ? QJsonValue(object->object.slice->first) : null},
            {u"encrypted"_s, facts.isEncrypted ? QJsonValue(*facts.isEncrypted) : null},
            {u"locale"_s, file.locales ? QJsonValue(localesOf(*file.locales)) : null},
            {u"contentFlags"_s, file.contentFlags ? QJsonValue(qint64(*file.contentFlags)) : null},
            {u"tags"_s, QJsonArray::fromStringList(file.tags)}};
}

QString sizeOrDash(const std::optional<qint64> &size)
{
    return size ? sizeText(*size) : u"-"_s;
}

QString toText(const FileFacts &facts)
{
    const catalog::SelectedFile &file = facts.file;
    const QString where = facts.object ? whereOf(facts) : u"-"_s;
    QString line = sizeOrDash(file.size).rightJustified(10) %
                   sizeOrDash(file.encodedSize).rightJustified(11) % u"  "_s % where.leftJustified(8) %
                   (facts.isEncrypted.value_or(false) ? "E  "_L1 : "   "_L1) %
                   printable(catalog::pathOrUnknown(file));
    if (!file.tags.isEmpty())
        line += u"  ["_s % printable(file.tags.join(u',')) % u']';
    return line;
}

} // namespace

LsReport::LsReport(Output output)
    : m_output(output)
{
}

void LsReport::folder(const QString &path, qint64 files)
{
    if (m_output == Output::Json) {
        add(jsonLine({{u"folder"_s, path}, {u"files"_s, files}}));
        return;
    }
    add(counted(static_cast<quint64>(files), "file").rightJustified(21) % u"  folder     "_s %
        printable(path) % u'/');
}

void LsReport::file(const FileFacts &facts)
{
    add(m_output == Output::Json ? jsonLine(toJson(facts)) : toText(facts));
}

void LsReport::add(const QString &line)
{
    m_pending += line;
    m_pending += u'\n';
    if (m_pending.size() >= kWrittenAtOnce)
        finish();
}

void LsReport::finish()
{
    if (!m_pending.isEmpty())
        print(Stream::Out, m_pending);
    m_pending.clear();
}

} // namespace app
