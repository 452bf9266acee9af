#include "core/storage/planchange.h"

#include "core/bytes.h"
#include "core/storage/filesystem.h"
#include "core/storage/journalstream.h"

#include <QDataStream>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>
#include <algorithm>
#include <iterator>
#include <utility>

namespace storage::setrecords {

namespace {

using core::SetPlan;

QString proposalPath(const QString &work)
{
    return work + QStringLiteral("/next");
}

/// Numbers in it of files of another plan, by what tells them.
QHash<QByteArray, SetPlan::Index> numbersIn(const SetPlan &plan)
{
    QHash<QByteArray, SetPlan::Index> files;
    files.reserve(plan.size());
    for (SetPlan::Index file = 0; file < plan.size(); ++file)
        files.insert(identityOf(plan, file), file);
    return files;
}

/// What is known of files that are in another plan, too.
struct CarriedOver
{
    std::vector<SetMark> marks;
    std::vector<SetPlan::Index> unwanted; ///< ascending
};

CarriedOver carriedOver(const QString &work, const SetPlan &plan)
{
    const auto earlier = readPlan(work);
    if (!earlier)
        return {};
    const SetPlan &before = *earlier->plan;
    const auto marks =
        SetJournal::read(journalPath(work, earlier->mac), markSeal(earlier->mac), before.size());
    const auto unwanted = readUnwanted(work, *earlier);
    if (marks.empty() && unwanted.empty())
        return {};
    const QHash<QByteArray, SetPlan::Index> files = numbersIn(plan);
    CarriedOver carried;
    for (SetMark mark : marks) {
        const auto found = files.constFind(identityOf(before, mark.file));
        if (found == files.cend())
            continue;
        mark.file = *found;
        carried.marks.push_back(mark);
    }
    for (const SetPlan::Index file : unwanted) {
        if (const auto found = files.constFind(identityOf(before, file)); found != files.cend())
            carried.unwanted.push_back(*found);
    }
    std::sort(carried.unwanted.begin(), carried.unwanted.end());
    return carried;
}

std::vector<SetPlan::Index> without(const std::vector<SetPlan::Index> &files,
                                    std::vector<SetPlan::Index> others)
{
    std::sort(others.begin(), others.end());
    std::vector<SetPlan::Index> left;
    std::set_difference(files.begin(), files.end(), others.begin(), others.end(), std::back_inserter(left));
    return left;
}

/// Journals and the like of earlier plans.
void removeOthers(const QString &work, const QByteArray &mac)
{
    const QString own = QFileInfo(journalPath(work, mac)).fileName().section(u'-', 1);
    QDir folder(work);
    for (const QString &name :
         folder.entryList({QStringLiteral("journal-*"), QStringLiteral("unwanted-*")}, QDir::Files)) {
        if (name.section(u'-', 1) != own)
            folder.remove(name);
    }
}

struct Proposal
{
    SetPlan plan;
    std::vector<SetPlan::Index> wanted;
};

std::optional<Proposal> readProposal(const QString &work)
{
    const QByteArray body = readSealed(proposalPath(work), proposalSeal());
    QDataStream in(body);
    journal::setUp(in);
    QList<SetPlan::Index> wanted;
    QByteArray bytes;
    in >> wanted >> bytes;
    auto plan = SetPlan::fromBytes(bytes);
    if (in.status() != QDataStream::Ok || !plan)
        return std::nullopt;
    wanted.removeIf([size = plan->size()](SetPlan::Index file) { return file >= size; });
    return Proposal{std::move(*plan), {wanted.begin(), wanted.end()}};
}

} // namespace

QByteArray identityOf(const SetPlan &plan, SetPlan::Index file)
{
    const core::Source source = plan.source(file);
    const QByteArray key = source.contentKey    ? core::toByteArray(source.contentKey->digest)
                           : source.encodingKey ? core::toByteArray(source.encodingKey->digest)
                                                : QByteArray();
    return source.name.toUtf8() + '\0' + key;
}

core::Result<void> replacePlan(const QString &work, const SetPlan &plan,
                               const std::vector<SetPlan::Index> &wanted)
{
    const QByteArray body = plan.toBytes();
    const QByteArray mac = macOf(body);
    const SealedPlan sealed{std::make_shared<const SetPlan>(plan), mac};
    if (const auto before = readPlan(work); before && before->mac == mac) { // and its journal stands
        if (wanted.empty())
            return {};
        return writeUnwanted(work, sealed, without(readUnwanted(work, sealed), wanted));
    }
    const CarriedOver carried = carriedOver(work, plan);
    const QString journal = journalPath(work, mac);
    if (auto ok = write(journal, {}, SetJournal::toBytes(carried.marks, markSeal(mac))); !ok)
        return ok;
    if (auto ok = writeUnwanted(work, sealed, without(carried.unwanted, wanted)); !ok)
        return ok;
    if (auto ok = write(planPath(work), mac, body); !ok)
        return ok;
    removeOthers(work, mac);
    return {};
}

core::Result<void> proposePlan(const QString &work, const SetPlan &plan,
                               const std::vector<SetPlan::Index> &wanted)
{
    QSet<SetPlan::Index> all(wanted.begin(), wanted.end());
    if (const auto before = readProposal(work); before && !before->wanted.empty()) {
        const QHash<QByteArray, SetPlan::Index> files = numbersIn(plan);
        for (const SetPlan::Index file : before->wanted) {
            if (const auto found = files.constFind(identityOf(before->plan, file)); found != files.cend())
                all.insert(*found);
        }
    }
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    journal::setUp(out);
    out << QList<SetPlan::Index>(all.begin(), all.end()) << plan.toBytes();
    return writeSealed(proposalPath(work), proposalSeal(), body).and_then([&] {
        return fs::syncFolder(work);
    });
}

bool isPlanProposed(const QString &work)
{
    return QFileInfo::exists(proposalPath(work));
}

core::Result<void> adoptProposedPlan(const QString &work)
{
    if (!isPlanProposed(work))
        return {};
    if (const auto proposal = readProposal(work)) {
        if (auto ok = replacePlan(work, proposal->plan, proposal->wanted); !ok)
            return ok;
        if (auto ok = fs::remove(doubtPath(work)).and_then([&] { return fs::syncFolder(work); }); !ok)
            return ok;
    }
    return fs::remove(proposalPath(work));
}

} // namespace storage::setrecords
