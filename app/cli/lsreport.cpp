#include "app/cli/lsreport.h"

#include "app/cli/jsonmembers.h"
#include "app/console.h"
#include "app/text.h"
#include "core/catalog/selectedfile.h"
#include "core/hex.h"
#include "core/tact/wowlocale.h"

#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;
using catalog::FileFacts;
using Where = catalog::FoundFile::Where;

namespace {

constexpr qsizetype kWrittenAtOnce = 64 << 10; // characters

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

QString toJson(const FileFacts &facts)
{
    using Text = std::optional<QString>;
    using Number = std::optional<qint64>;
    const catalog::SelectedFile &file = facts.file;
    const auto &object = facts.object;
    const bool isArchived = object && object->where == Where::Archive;
    JsonMembers line;
    line.add("path"_L1, file.path.isEmpty() ? Text() : file.path);
    line.add("fdid"_L1, Number(file.fileDataId));
    line.add("ckey"_L1, file.contentKey ? Text(core::hex(file.contentKey->digest)) : Text());
    line.add("ekey"_L1, object ? Text(core::hex(object->object.encodingKey->digest)) : Text());
    line.add("size"_L1, file.size);
    line.add("encodedSize"_L1, file.encodedSize);
    line.add("where"_L1, Text(whereOf(facts)));
    line.add("archive"_L1, isArchived ? Text(core::hex(object->object.path.hash)) : Text());
    line.add("offset"_L1, isArchived ? Number(object->object.slice->first) : Number());
    line.add("encrypted"_L1, QStringView(!facts.isEncrypted   ? u"null"
                                         : *facts.isEncrypted ? u"true"
                                                              : u"false"));
    line.add("locale"_L1, file.locales ? Text(localesOf(*file.locales)) : Text());
    line.add("contentFlags"_L1, Number(file.contentFlags));
    line.add("tags"_L1, QStringView(arrayJson(file.tags)));
    return line.done();
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
    add(m_output == Output::Json ? toJson(facts) : toText(facts));
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
