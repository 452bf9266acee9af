#include "ui/details/filesnapshot.h"

#include "core/hex.h"
#include "ui/details/filearrangement.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <QCoreApplication>

namespace ui {

namespace {

using Status = transfer::SetFileStatus;

struct Files
{
    Q_DECLARE_TR_FUNCTIONS(ui::Files)
};

// By SetFileStatus.
constexpr std::array<PieceState, transfer::kSetFileStatusCount> kPieceStates{
    /* Missing  */ PieceState::Missing,
    /* UnderWay */ PieceState::InFlight,
    /* Done     */ PieceState::Done,
    /* Locked   */ PieceState::Locked,
    /* Failed   */ PieceState::Bad,
    /* Absent   */ PieceState::LeftOut,
    /* Unwanted */ PieceState::LeftOut,
};

constexpr PieceState pieceStateOf(Status status)
{
    return kPieceStates[static_cast<std::size_t>(status)];
}

QString keyNames(const QList<blte::KeyName> &keys)
{
    constexpr qsizetype kShown = 2;
    QStringList names;
    for (const blte::KeyName key : keys.first(std::min(keys.size(), kShown)))
        names << core::hex(key);
    return names.join(QStringLiteral(", ")) + (keys.size() > kShown ? QStringLiteral("…") : QString());
}

QString with(const QString &state, const QString &why)
{
    return why.isEmpty() ? state : Files::tr("%1: %2", "failed: not found").arg(state, why);
}

} // namespace

PieceState FileSnapshot::state(std::size_t file) const
{
    return pieceStateOf(view->states[file]);
}

MapPieces::Counts FileSnapshot::counts() const
{
    Counts counts{};
    for (std::size_t status = 0; view && status < transfer::kSetFileStatusCount; ++status)
        counts[static_cast<std::size_t>(kPieceStates[status])] +=
            static_cast<std::size_t>(view->counts[status]);
    return counts;
}

QString FileSnapshot::stateText(PieceState state) const
{
    switch (state) {
    case PieceState::Missing:
        return fileStatusText(Status::Missing);
    case PieceState::InFlight:
        return fileStatusText(Status::UnderWay);
    case PieceState::Done:
        return fileStatusText(Status::Done);
    case PieceState::Locked:
        return fileStatusText(Status::Locked);
    case PieceState::Bad:
        return fileStatusText(Status::Failed);
    case PieceState::LeftOut:
        return Files::tr("left out");
    }
    return {};
}

QString FileSnapshot::describe(std::size_t file) const
{
    const auto index = static_cast<Index>(file);
    const core::SetPlan &plan = *view->plan;
    return Files::tr("%1\n%2, %3")
        .arg(plan.name(index), fileStateText(*view, index), formatSize(sizeOf(plan, index)));
}

QString FileSnapshot::describeRun(std::size_t first, std::size_t last) const
{
    return Files::tr("%1\nto %2")
        .arg(view->plan->name(static_cast<Index>(first)), view->plan->name(static_cast<Index>(last)));
}

QString fileStatusText(Status status)
{
    switch (status) {
    case Status::Missing:
        return Files::tr("missing");
    case Status::UnderWay:
        return Files::tr("under way");
    case Status::Done:
        return Files::tr("done");
    case Status::Locked:
        return Files::tr("locked");
    case Status::Failed:
        return Files::tr("failed");
    case Status::Absent:
        return Files::tr("not there");
    case Status::Unwanted:
        return Files::tr("skipped");
    }
    return {};
}

QString fileStateText(const transfer::SetView &view, core::SetPlan::Index file)
{
    const Status status = view.states[file];
    const auto trouble = view.troubles.constFind(file);
    const QString text = fileStatusText(status);
    if (trouble == view.troubles.cend())
        return text;
    if (status == Status::Locked)
        return with(text, keyNames(trouble->keys));
    return status == Status::Failed ? with(text, errorPhrase(trouble->error)) : text;
}

QString fileStateParagraph(const transfer::SetView &view, core::SetPlan::Index file)
{
    const Status status = view.states[file];
    const auto trouble = view.troubles.constFind(file);
    QStringList lines{view.plan->name(file), fileStateText(view, file)};
    if (status == Status::Absent)
        lines << Files::tr("No host has it, and the build does not promise it.");
    if (status == Status::Unwanted)
        lines << Files::tr("It was taken out of this download.");
    if (trouble != view.troubles.cend() && (status == Status::Failed || status == Status::Locked)) {
        const ErrorText text = errorText(trouble->error);
        lines << text.nextStep << trouble->error.detail;
        for (const blte::KeyName key : trouble->keys)
            lines << Files::tr("Missing key: %1").arg(core::hex(key));
    }
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

bool FileSnapshot::canChangeWish(Index file) const
{
    const Status status = view->states[file];
    return hasWishes() && status != Status::Done && status != Status::Locked && status != Status::Absent;
}

} // namespace ui
