#include "ui/list/remedies.h"

#include "core/errortable.h"

#include <QCoreApplication>
#include <array>

namespace ui {

namespace {

using core::Advice;
using transfer::State;

struct Remedies
{
    Q_DECLARE_TR_FUNCTIONS(ui::Remedies)
};

QList<Remedy> remediesFor(Advice advice)
{
    switch (advice) {
    case Advice::ReplaceOrRename:
        return {Remedy::Overwrite, Remedy::Rename, Remedy::Retry};
    case Advice::OtherName:
    case Advice::OtherFileSystem:
        return {Remedy::Rename, Remedy::Retry};
    case Advice::MakeRoom:
    case Advice::AllowWriting:
    case Advice::RestoreFolder:
        return {Remedy::Retry, Remedy::Rename};
    case Advice::GiveCredentials:
        return {Remedy::SignIn, Remedy::ReplaceLink, Remedy::Retry};
    case Advice::OtherMirror:
    case Advice::CheckAddress:
    case Advice::CheckMirrors:
    case Advice::CheckObject:
    case Advice::KeepEncoded:
        return {Remedy::Retry, Remedy::ReplaceLink};
    case Advice::AddKey:
    case Advice::ReplaceKey:
        return {Remedy::AddKey, Remedy::Retry};
    default:
        return {Remedy::Retry};
    }
}

/// A set has no address and no name of its own. Files that are in the way of its own are written over on
/// demand, and what is wrong with single ones is seen in their list.
QList<Remedy> ofSet(QList<Remedy> remedies, const queue::Item &item)
{
    remedies.removeIf([](Remedy remedy) {
        return remedy == Remedy::Overwrite || remedy == Remedy::Rename || remedy == Remedy::ReplaceLink;
    });
    if (item.state != State::Failed)
        return remedies;
    switch (item.error.kind) {
    case core::ErrorKind::TargetExists:
    case core::ErrorKind::ContentKeyWrong: // it was read back
    case core::ErrorKind::EncodingKeyWrong:
        remedies.prepend(Remedy::Overwrite);
        break;
    case core::ErrorKind::FilesFailed:
        remedies.append(Remedy::Overwrite);
        break;
    default:
        break;
    }
    remedies.append(Remedy::ShowFailed);
    return remedies;
}

} // namespace

QList<Remedy> remediesFor(const queue::Item &item)
{
    if (item.state == State::Done)
        return queue::isLocked(item) ? QList{Remedy::AddKey} : QList<Remedy>();
    if (item.state != State::Failed && item.state != State::Waiting)
        return {};
    QList<Remedy> remedies = remediesFor(core::errorRow(item.error.kind).advice);
    return item.source.set.isEmpty() ? remedies : ofSet(remedies, item);
}

bool hasRemedy(const queue::Item &item, Remedy remedy)
{
    return remediesFor(item).contains(remedy);
}

QString remedyText(Remedy remedy)
{
    switch (remedy) {
    case Remedy::Retry:
        return Remedies::tr("Try again");
    case Remedy::Overwrite:
        return Remedies::tr("Overwrite");
    case Remedy::Rename:
        return Remedies::tr("Rename or move…");
    case Remedy::SignIn:
        return Remedies::tr("Sign in…");
    case Remedy::ReplaceLink:
        return Remedies::tr("Replace link…");
    case Remedy::AddKey:
        return Remedies::tr("Add key…");
    case Remedy::ShowFailed:
        return Remedies::tr("Show the failed files");
    }
    return {};
}

} // namespace ui
