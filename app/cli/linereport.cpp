#include "app/cli/linereport.h"

#include "app/advice.h"
#include "app/text.h"

namespace app {

using namespace Qt::StringLiterals;
using transfer::Event;

namespace {

QString nameOf(Numbered file)
{
    return u"[%1] %2"_s.arg(file.number).arg(printable(file.item->displayName()));
}

QString doneText(const queue::Item &item, const Event &event)
{
    QString text =
        u"done, %1, %2"_s.arg(transfer::toText(event.verdict), sizeText(item.progress.decodedSize));
    if (item.lockedChunks > 0)
        text += u", %1 locked (give their keys with -k FILE)"_s.arg(
            counted(static_cast<quint64>(item.lockedChunks), "chunk"));
    return text % ": "_L1 % printable(item.source.set.isEmpty() ? item.target() : item.folder);
}

/// They may be of an earlier build. Nobody deletes them.
QString straysText(const catalog::FoundSet &set, Talk talk)
{
    constexpr qsizetype kFew = 3;
    const qsizetype shown = talk == Talk::Verbose ? set.strays.size() : std::min(kFew, set.strays.size());
    QString names = printable(set.strays.first(shown).join(u", "_s));
    if (set.strays.size() > shown)
        names += u" and %1 more (-v lists them)"_s.arg(set.strays.size() - shown);
    return u"%1 of the folder not in this build, and left as they are: %2"_s.arg(
        counted(static_cast<quint64>(set.strays.size()), "file") +
            (set.strays.size() == 1 ? u" is"_s : u" are"_s),
        names);
}

QString failedText(const queue::Item &item, const Event &event)
{
    const bool hasTarget = !item.target().isEmpty() && item.source.set.isEmpty();
    const QString target = hasTarget ? item.target() : item.displayName();
    return u"sluice: "_s % printable(target) % ": "_L1 % tell(event.error, advice(event.error.kind));
}

} // namespace

void LineReport::write(Stream stream, const QString &line)
{
    printLine(stream, line);
}

void LineReport::added(Numbered file, const catalog::FoundSet *set)
{
    if (set && m_talk != Talk::Quiet)
        write(Stream::Out, nameOf(file) % ": "_L1 % sizesOf(*set));
    if (set && m_talk != Talk::Quiet && !set->strays.isEmpty())
        write(Stream::Out, nameOf(file) % ": "_L1 % straysText(*set, m_talk));
    if (set)
        return;
    if (m_talk == Talk::Verbose)
        write(Stream::Out, nameOf(file) % ": added, "_L1 %
                               printable(core::toLine(core::withoutCredentials(file.item->source))));
}

void LineReport::fileEnded(Numbered set, const transfer::SetFileEnd &file)
{
    const QString path = printable(set.item->folder + u'/' + file.name);
    if (file.verdict == transfer::Verdict::None)
        write(Stream::Error, u"sluice: "_s % path % ": "_L1 % tell(file.error, advice(file.error.kind)));
    else if (m_talk == Talk::Verbose)
        write(Stream::Out, u"[%1] %2, %3: %4"_s.arg(set.number)
                               .arg(transfer::toText(file.verdict), sizeText(file.size), path));
}

void LineReport::happened(Numbered file, const Event &event)
{
    if (event.kind == Event::Kind::Failed) {
        write(Stream::Error, failedText(*file.item, event));
        return;
    }
    if (m_talk == Talk::Quiet || (m_talk == Talk::Normal && !isNews(file, event)))
        return;
    if (event.kind == Event::Kind::TrailingBytes) {
        write(Stream::Error,
              u"sluice: "_s % nameOf(file) % ": warning: "_L1 % printable(transfer::describe(event)));
        return;
    }
    const QString text =
        event.kind == Event::Kind::Done ? doneText(*file.item, event) : printable(transfer::describe(event));
    write(Stream::Out, nameOf(file) % ": "_L1 % text);
}

bool LineReport::isNews(Numbered file, const Event &event)
{
    if (event.kind == Event::Kind::Note || event.kind == Event::Kind::FileFailed) // fileEnded() tells it
        return false;
    if (event.kind != Event::Kind::KeyMissing && event.kind != Event::Kind::KeyWrong)
        return true;
    const std::pair key(file.number, static_cast<quint64>(event.keyName));
    const bool isNew = !m_missingKeys.contains(key);
    m_missingKeys.insert(key);
    return isNew;
}

void LineReport::progressed(const QList<Numbered> &, const Totals &, qint64) {}

void LineReport::lost(int /*number*/, const QString &name, const core::Error &error)
{
    write(Stream::Error, u"sluice: "_s % printable(name) % ": "_L1 % tell(error, advice(error.kind)));
}

void LineReport::warned(const catalog::LoadWarning &warning)
{
    if (m_talk != Talk::Quiet)
        write(Stream::Error, u"sluice: warning: "_s % printable(textOf(warning)));
}

void LineReport::ended(const Totals &totals)
{
    if (totals.unfinished > 0) {
        write(Stream::Error, u"sluice: interrupted, %1 unfinished; run the same command again to go on"_s.arg(
                                 totals.unfinished));
    }
    if (m_talk == Talk::Quiet)
        return;
    QString text = u"%1 done"_s.arg(totals.done);
    if (totals.filesOfSets > 0)
        text += u" (%1 of sets)"_s.arg(counted(static_cast<quint64>(totals.filesOfSets), "file"));
    if (totals.incomplete > 0)
        text += u", %1 incomplete"_s.arg(totals.incomplete);
    if (totals.failed > 0)
        text += u", %1 failed"_s.arg(totals.failed);
    text += u", %1 from the network"_s.arg(sizeText(totals.networkBytes));
    if (totals.metadataBytes > 0)
        text += u" and %1 to find the files"_s.arg(sizeText(totals.metadataBytes));
    write(Stream::Out, text);
    if (!totals.missingKeys.empty()) {
        write(Stream::Out,
              u"missing keys: %1; give them with -k FILE, or with sluice keys import FILE, and run the "
              "same command again"_s.arg(textsOf(totals.missingKeys).join(", "_L1)));
    }
    if (!totals.wrongKeys.empty()) {
        write(Stream::Out,
              u"keys that seem wrong: %1; give the right ones with -k FILE, and run the same command "
              "again"_s.arg(textsOf(totals.wrongKeys).join(", "_L1)));
    }
}

} // namespace app
