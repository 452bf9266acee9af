#include "app/cli/checkreport.h"

#include "app/console.h"
#include "app/localblte.h"
#include "app/text.h"

#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;
using Verdict = FileCheck::Verdict;

namespace {

constexpr qsizetype kMostFaults = 1000; ///< of one file, in JSON; the rest is counted

QString nameOf(const CheckTarget &target)
{
    return target.path == u"-" ? u"standard input"_s : printable(target.path);
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Intact:
        return u"intact"_s;
    case Verdict::Locked:
        return u"locked"_s;
    case Verdict::Unproven:
        return u"unproven"_s;
    case Verdict::Bad:
        return u"bad"_s;
    case Verdict::Missing:
        return u"missing"_s;
    case Verdict::Unreadable:
        break;
    }
    return u"unreadable"_s;
}

QString countsText(const FileCheck &check)
{
    const auto number = [](std::size_t n) { return QString::number(n); };
    const QString chunks = counted(check.chunks, "chunk");
    if (check.bad + check.absent > 0) {
        QString text = u"%1 of %2 bad"_s.arg(number(check.bad), chunks);
        if (check.absent > 0)
            text += u", %1 missing"_s.arg(number(check.absent));
        return check.locked > 0 ? text % u", %1 locked"_s.arg(number(check.locked)) : text;
    }
    return check.locked > 0 ? u"%1 intact, %2 locked"_s.arg(chunks, number(check.locked))
                            : u"%1 intact"_s.arg(chunks);
}

QString kindText(tact::ObjectKind kind)
{
    const std::string_view name = tact::nameOf(kind);
    return QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size()));
}

QString resultText(const FileCheck &check)
{
    const QString proof = check.proof.isEmpty() ? QString() : ", "_L1 % check.proof;
    if (check.isArchive) {
        return u"archive of %1, %2%3"_s.arg(counted(check.objects, "object"), countsText(check),
                                            check.proof.isEmpty() ? u"; only its .index proves its name"_s
                                                                  : proof);
    }
    if (check.kind == tact::ObjectKind::Blte)
        return countsText(check) % proof;
    const QString what = check.kind == tact::ObjectKind::Index
                             ? u"index of %1"_s.arg(counted(check.objects, "object"))
                             : kindText(check.kind);
    if (check.verdict == Verdict::Unproven)
        return what % ": its name is no hash, so there is nothing to prove it by"_L1;
    return what % proof;
}

} // namespace

CheckReport::CheckReport(Form form, bool isQuiet)
    : m_form(form)
    , m_isQuiet(isQuiet)
{
}

void CheckReport::fault(const CheckTarget &target, const QString &object, const blte::Fault &fault)
{
    const bool isLocked = blte::isLocked(fault);
    if (m_form == Form::Json) {
        if (m_faults.size() >= kMostFaults)
            return;
        QJsonObject json{{u"chunk"_s, static_cast<qint64>(fault.chunk)},
                         {u"kind"_s, QString::fromLatin1(blte::name(fault.kind))},
                         {u"detail"_s, tell(fault)}};
        if (!object.isEmpty())
            json.insert(u"object"_s, object);
        m_faults.append(json);
        return;
    }
    if (isLocked && m_isQuiet)
        return;
    QString line = nameOf(target) % ": "_L1;
    if (!object.isEmpty())
        line += object % ", "_L1;
    line += tell(fault);
    if (isLocked)
        line += "; its encoded bytes are intact"_L1;
    printLine(Stream::Out, line);
}

void CheckReport::file(const CheckTarget &target, const FileCheck &check)
{
    ++count(check.verdict);
    if (check.verdict == Verdict::Unproven && target.isNamed)
        ++m_uncheckable;
    m_missingKeys.insert(check.missingKeys.begin(), check.missingKeys.end());
    m_wrongKeys.insert(check.wrongKeys.begin(), check.wrongKeys.end());
    m_form == Form::Json ? tellJson(target, check) : tellLines(target, check);
}

void CheckReport::tellLines(const CheckTarget &target, const FileCheck &check) const
{
    const QString name = nameOf(target);
    if (check.verdict == Verdict::Unreadable)
        return complain(u"%1: %2. Name a file that can be read."_s.arg(name, printable(check.trouble)));
    if (check.verdict == Verdict::Missing)
        return complain(name % ": it is missing. Fetch it with sluice get."_L1);
    if (!check.trouble.isEmpty())
        complain(u"%1: %2. %3"_s.arg(name, check.trouble,
                                     check.isRefused ? u"Larger tables than that are not read."_s
                                                     : u"Fetch it again."_s));
    if (check.trailingBytes > 0) {
        complain(u"%1: %2 after the last %3"_s.arg(name, counted(check.trailingBytes, "byte"),
                                                   check.isArchive ? u"object of its index"_s : u"chunk"_s));
    }
    if (check.verdict == Verdict::Unproven && target.isNamed)
        return complain(name % ": "_L1 % resultText(check));
    if (!m_isQuiet && (check.trouble.isEmpty() || check.chunks > 0))
        printLine(Stream::Out, name % ": "_L1 % resultText(check));
}

void CheckReport::tellJson(const CheckTarget &target, const FileCheck &check)
{
    const QString kind = check.isArchive ? u"archive"_s : kindText(check.kind);
    QJsonObject json{{u"event"_s, u"file"_s},
                     {u"file"_s, target.path},
                     {u"kind"_s, kind},
                     {u"verdict"_s, verdictText(check.verdict)},
                     {u"proof"_s, check.proof.isEmpty() ? QJsonValue() : QJsonValue(check.proof)},
                     {u"trouble"_s, check.trouble.isEmpty() ? QJsonValue() : QJsonValue(check.trouble)},
                     {u"objects"_s, static_cast<qint64>(check.objects)},
                     {u"chunks"_s, static_cast<qint64>(check.chunks)},
                     {u"bad"_s, static_cast<qint64>(check.bad)},
                     {u"missing"_s, static_cast<qint64>(check.absent)},
                     {u"locked"_s, static_cast<qint64>(check.locked)},
                     {u"trailingBytes"_s, static_cast<qint64>(check.trailingBytes)},
                     {u"missingKeys"_s, QJsonArray::fromStringList(textsOf(check.missingKeys))},
                     {u"wrongKeys"_s, QJsonArray::fromStringList(textsOf(check.wrongKeys))},
                     {u"faults"_s, std::exchange(m_faults, {})}};
    printLine(Stream::Out, jsonLine(json));
}

void CheckReport::end()
{
    if (m_form == Form::Json) {
        const QJsonObject json{{u"event"_s, u"summary"_s},
                               {u"intact"_s, static_cast<qint64>(count(Verdict::Intact))},
                               {u"locked"_s, static_cast<qint64>(count(Verdict::Locked))},
                               {u"unproven"_s, static_cast<qint64>(count(Verdict::Unproven))},
                               {u"bad"_s, static_cast<qint64>(count(Verdict::Bad))},
                               {u"unreadable"_s, static_cast<qint64>(count(Verdict::Unreadable))},
                               {u"absent"_s, static_cast<qint64>(count(Verdict::Missing))},
                               {u"missingKeys"_s, QJsonArray::fromStringList(textsOf(m_missingKeys))},
                               {u"wrongKeys"_s, QJsonArray::fromStringList(textsOf(m_wrongKeys))}};
        printLine(Stream::Out, jsonLine(json));
        return;
    }
    const std::size_t files = count(Verdict::Intact) + count(Verdict::Locked) + count(Verdict::Unproven) +
                              count(Verdict::Bad) + count(Verdict::Unreadable) + count(Verdict::Missing);
    if (m_isQuiet || files < 2)
        return;
    QStringList parts;
    const auto add = [&](Verdict verdict, QLatin1String word) {
        if (count(verdict) > 0)
            parts << QString::number(count(verdict)) % u' ' % word;
    };
    add(Verdict::Intact, "right"_L1);
    add(Verdict::Locked, "locked"_L1);
    add(Verdict::Unproven, "without proof"_L1);
    add(Verdict::Bad, "bad"_L1);
    add(Verdict::Unreadable, "not readable"_L1);
    add(Verdict::Missing, "missing"_L1);
    printLine(Stream::Out, counted(files, "file") % ": "_L1 % parts.join(", "_L1));
    if (!m_missingKeys.empty())
        printLine(Stream::Out, "keys that are missing: "_L1 % textsOf(m_missingKeys).join(", "_L1));
    if (!m_wrongKeys.empty())
        printLine(Stream::Out, "keys that seem wrong: "_L1 % textsOf(m_wrongKeys).join(", "_L1));
}

ExitCode CheckReport::code() const
{
    if (count(Verdict::Bad) + count(Verdict::Unreadable) + count(Verdict::Missing) + m_uncheckable > 0)
        return ExitCode::Failed;
    return count(Verdict::Locked) > 0 ? ExitCode::Incomplete : ExitCode::Done;
}

} // namespace app
