#include "ui/list/itemstatus.h"

#include "core/errortable.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <QCoreApplication>
#include <array>

namespace ui {

namespace {

using queue::Item;
using transfer::State;
using transfer::Verdict;

struct Status
{
    Q_DECLARE_TR_FUNCTIONS(ui::Status)
};

QString progressText(const Item &item)
{
    const double fraction = item.progress.fraction();
    if (fraction >= 0.0)
        return formatPercent(fraction);
    return item.progress.encodedDone > 0 ? formatSize(item.progress.encodedDone) : QString();
}

/// Until the first bytes say how much it will be, a running download says at least that it runs.
QString beganText(const Item &item)
{
    const QString text = progressText(item);
    return text.isEmpty() ? Status::tr("Connecting…") : text;
}

QString joined(const QString &first, const QString &second)
{
    if (first.isEmpty() || second.isEmpty())
        return first.isEmpty() ? second : first;
    return first + QStringLiteral(" · ") + second;
}

/// Which of the mirrors, where there is a choice; of a set how many of its files.
QString mirrorText(const Item &item)
{
    const transfer::Progress &progress = item.progress;
    if (progress.filesTotal >= 0 && item.state == State::Downloading)
        return joined(Status::tr("%L1 of %L2 files").arg(progress.filesDone).arg(progress.filesTotal),
                      progress.filesFailed > 0 ? Status::tr("%L1 failed").arg(progress.filesFailed)
                                               : QString());
    const auto mirrors = item.source.mirrors.size();
    if (mirrors < 2 || item.mirror < 0)
        return {};
    if (item.state == State::Downloading && item.mirrorsInUse > 1)
        return Status::tr("%1 of %2 mirrors").arg(item.mirrorsInUse).arg(mirrors);
    return Status::tr("mirror %1/%2").arg(item.mirror + 1).arg(mirrors);
}

QString waitingText(const Item &item, const QDateTime &now)
{
    if (!item.waitingUntil.isValid()) // until the cause is gone
        return errorPhrase(item.error);
    const qint64 seconds = (now.msecsTo(item.waitingUntil) + 999) / 1000;
    const QString when =
        seconds > 0 ? Status::tr("retry in %1").arg(formatCountdown(seconds)) : Status::tr("retrying");
    return joined(joined(errorPhrase(item.error), when), mirrorText(item));
}

/// What is known of it before its first bytes say what it is.
QString connectingText(const Item &item)
{
    if (item.progress.bytesPerSecond > 0)
        return Status::tr("Receiving…");
    return item.isSilent ? Status::tr("No answer yet") : Status::tr("Connecting…");
}

/// As the error table says it, but for what Sluice does not do for this item: it has one mirror only, or
/// Sluice has given up.
QString nextStep(const Item &item)
{
    using core::Advice;
    const Advice advice = core::errorRow(item.error.kind).advice;
    const bool triesOther =
        advice == Advice::OtherMirror || advice == Advice::KeepEncoded || advice == Advice::CheckObject;
    if (item.state == State::Failed && (triesOther || advice == Advice::TryLater))
        return triesOther ? Status::tr("Try again, or replace the link.") : Status::tr("Try again later.");
    if (triesOther && item.source.mirrors.size() < 2)
        return Status::tr("Sluice tries again by itself.");
    return errorText(item.error).nextStep;
}

ItemStatus doneStatus(const Item &item)
{
    if (item.checked >= 0)
        return {joined(Status::tr("Reading back"), formatPercent(item.checked)), {}, Tone::Accent, true};
    switch (item.verdict) {
    case Verdict::Verified:
    case Verdict::ChunksVerified:
        return {verdictText(item.verdict), QStringLiteral("verified"), Tone::Good, false};
    case Verdict::Incomplete: {
        const QString locked = item.lockedChunks > 0
                                   ? Status::tr("%Ln chunk(s) locked", nullptr, item.lockedChunks)
                                   : Status::tr("Key missing");
        return {locked, QStringLiteral("lock"), Tone::Locked, false};
    }
    case Verdict::Unverified:
    case Verdict::None:
        break;
    }
    return {verdictText(item.verdict), QStringLiteral("check"), Tone::Neutral, false};
}

ItemStatus failedStatus(const Item &item)
{
    const transfer::Progress &progress = item.progress;
    if (progress.filesFailed > 0 && progress.filesTotal > 0) { // of a set
        const QString failed =
            Status::tr("%L1 of %L2 files failed").arg(progress.filesFailed).arg(progress.filesTotal);
        return {isLocked(item) ? joined(failed, Status::tr("Key missing")) : failed, QStringLiteral("failed"),
                Tone::Bad, false};
    }
    if (isLocked(item))
        return {errorPhrase(item.error), QStringLiteral("lock"), Tone::Locked, false};
    return {errorPhrase(item.error), QStringLiteral("failed"), Tone::Bad, false};
}

} // namespace

bool matches(Filter filter, const Item &item)
{
    switch (filter) {
    case Filter::All:
        return true;
    case Filter::Active:
        return transfer::isActive(item.state);
    case Filter::Waiting:
        return item.state == State::Waiting || item.state == State::Queued;
    case Filter::Paused:
        return item.state == State::Paused;
    case Filter::Done:
        return item.state == State::Done;
    case Filter::Failed:
        return item.state == State::Failed;
    case Filter::Locked:
        return isLocked(item);
    }
    return false;
}

int countOf(const queue::RowCounts &counts, Filter filter)
{
    switch (filter) {
    case Filter::All:
        return counts.all();
    case Filter::Active:
        return counts.active();
    case Filter::Waiting:
        return counts.inState(State::Waiting) + counts.inState(State::Queued);
    case Filter::Paused:
        return counts.inState(State::Paused);
    case Filter::Done:
        return counts.inState(State::Done);
    case Filter::Failed:
        return counts.inState(State::Failed);
    case Filter::Locked:
        return counts.locked();
    }
    return 0;
}

RowAction rowActionFor(const Item &item)
{
    if (isLocked(item) && transfer::isFinished(item.state))
        return RowAction::AddKey;
    switch (item.state) {
    case State::Queued:
    case State::Connecting:
    case State::Downloading:
        return RowAction::Pause;
    case State::Committing:
        return RowAction::None;
    case State::Waiting:
    case State::Failed:
        return RowAction::Retry;
    case State::Paused:
        return RowAction::Resume;
    case State::Done:
        return RowAction::OpenFolder;
    }
    return RowAction::None;
}

ItemStatus statusOf(const Item &item, const QDateTime &now)
{
    switch (item.state) {
    case State::Queued:
        return {joined(Status::tr("Queued"), progressText(item)), {}, Tone::Muted, true};
    case State::Connecting:
        return {joined(connectingText(item), mirrorText(item)), {}, Tone::Accent, true};
    case State::Downloading:
        return {joined(beganText(item), mirrorText(item)), {}, Tone::Accent, true};
    case State::Committing:
        return {Status::tr("Checking and saving…"), {}, Tone::Accent, true};
    case State::Waiting:
        return {waitingText(item, now), {}, Tone::Warning, true};
    case State::Paused:
        return {joined(Status::tr("Paused"), progressText(item)), {}, Tone::Muted, true};
    case State::Done:
        return doneStatus(item);
    case State::Failed:
        return failedStatus(item);
    }
    return {};
}

QString longStatus(const Item &item, const QDateTime &now)
{
    const QString status = statusOf(item, now).text;
    const bool isLoading = item.state == State::Downloading;
    QStringList lines{item.displayName(), isLoading ? joined(Status::tr("Downloading"), status) : status};
    if (item.state == State::Done)
        lines << verdictExplanation(item.verdict);
    if (item.state == State::Failed && item.progress.filesFailed > 0)
        lines << errorPhrase(item.error);
    if (item.state == State::Failed || item.state == State::Waiting)
        lines << nextStep(item) << item.error.detail;
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QString spokenStatus(const Item &item, const QDateTime &now)
{
    return longStatus(item, now)
        .section(QLatin1Char('\n'), 0, 1)
        .replace(QLatin1Char('\n'), QStringLiteral(", "));
}

QString stateIcon(const Item &item)
{
    for (const Filter filter :
         {Filter::Locked, Filter::Active, Filter::Waiting, Filter::Paused, Filter::Done, Filter::Failed}) {
        if (matches(filter, item))
            return filterIcon(filter);
    }
    return {};
}

Tone stateTone(const Item &item)
{
    if (isLocked(item))
        return Tone::Locked;
    if (item.state == State::Done)
        return Tone::Good;
    return statusOf(item, {}).tone;
}

QString verdictText(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Verified:
        return Status::tr("Verified");
    case Verdict::ChunksVerified:
        return Status::tr("Chunks verified");
    case Verdict::Incomplete:
        return Status::tr("Incomplete");
    case Verdict::Unverified:
        return Status::tr("Complete, unverified");
    case Verdict::None:
        break;
    }
    return Status::tr("Complete");
}

QString verdictExplanation(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Verified:
        return Status::tr("The decoded file matches its content key.");
    case Verdict::ChunksVerified:
        return Status::tr("The encoding key and every chunk's checksum match. The content key is not known.");
    case Verdict::Incomplete:
        return Status::tr("Some chunks are encrypted with keys that are not known yet.");
    case Verdict::Unverified:
        return Status::tr("There was nothing to check the file against.");
    case Verdict::None:
        break;
    }
    return {};
}

QString filterName(Filter filter)
{
    switch (filter) {
    case Filter::All:
        return Status::tr("All");
    case Filter::Active:
        return Status::tr("Active");
    case Filter::Waiting:
        return Status::tr("Waiting");
    case Filter::Paused:
        return Status::tr("Paused");
    case Filter::Done:
        return Status::tr("Done");
    case Filter::Failed:
        return Status::tr("Failed");
    case Filter::Locked:
        return Status::tr("Locked");
    }
    return {};
}

QString filterIcon(Filter filter)
{
    static const std::array<QString, kFilterCount> icons{
        QStringLiteral("list"),  QStringLiteral("active"), QStringLiteral("clock"), QStringLiteral("pause"),
        QStringLiteral("check"), QStringLiteral("failed"), QStringLiteral("lock")};
    return icons[static_cast<std::size_t>(filter)];
}

QString rowActionText(RowAction action)
{
    switch (action) {
    case RowAction::Pause:
        return Status::tr("Pause");
    case RowAction::Resume:
        return Status::tr("Resume");
    case RowAction::Retry:
        return Status::tr("Try again now");
    case RowAction::OpenFolder:
        return Status::tr("Open folder");
    case RowAction::AddKey:
        return Status::tr("Add key…");
    case RowAction::None:
        break;
    }
    return {};
}

QString rowActionIcon(RowAction action)
{
    static const std::array<QString, 6> icons{QString(),
                                              QStringLiteral("pause"),
                                              QStringLiteral("resume"),
                                              QStringLiteral("retry"),
                                              QStringLiteral("folder"),
                                              QStringLiteral("key")};
    return icons[static_cast<std::size_t>(action)];
}

} // namespace ui
