#pragma once

#include "core/queue/rowcounts.h"
#include "ui/theme.h"

namespace ui {

/// What the sidebar sorts the queue into. An item may be in several.
enum class Filter : int { All, Active, Waiting, Paused, Done, Failed, Locked };
inline constexpr int kFilterCount = 7;

/// What the button of a row does.
enum class RowAction : int { None, Pause, Resume, Retry, OpenFolder, AddKey };

/// How a row's progress cell looks.
struct ItemStatus
{
    QString text;
    QString icon; ///< name; may be empty
    Tone tone = Tone::Neutral;
    bool hasBar = false;
};

bool matches(Filter filter, const queue::Item &item);
/// How many of the counted rows match.
int countOf(const queue::RowCounts &counts, Filter filter);
RowAction rowActionFor(const queue::Item &item);
ItemStatus statusOf(const queue::Item &item, const QDateTime &now);
/// Everything there is to say about the item, for a tooltip and for a screen reader.
QString longStatus(const queue::Item &item, const QDateTime &now);
/// Name, state and progress in one breath: what a screen reader says when it comes to the row.
QString spokenStatus(const queue::Item &item, const QDateTime &now);
/// The icon before the name, and its tone.
QString stateIcon(const queue::Item &item);
Tone stateTone(const queue::Item &item);
QString verdictText(transfer::Verdict verdict);
/// What the verdict means, in a sentence.
QString verdictExplanation(transfer::Verdict verdict);

QString filterName(Filter filter);
QString filterIcon(Filter filter);
QString rowActionText(RowAction action);
QString rowActionIcon(RowAction action);

} // namespace ui
