#include "core/transfer/setopening.h"

#include "core/storage/file.h"
#include "core/storage/filesystem.h"
#include "core/storage/partclaim.h"
#include "core/storage/partpaths.h"
#include "core/storage/setplaces.h"

#include <algorithm>

namespace transfer {

namespace {

using core::ErrorKind;
using Index = core::SetPlan::Index;
using Known = SetOrder::Known;

/// Bytes that a file which is not in its place holds of the disk already. Blocks.
qint64 heldFor(const storage::SetFolder &folder, core::SetPlan::Index file)
{
    constexpr qint64 kWorthLooking = 1 << 20; // what is smaller has no part file
    if (folder.plan().decodedSize(file) < kWorthLooking)
        return 0;
    const auto held = [](const QString &path) {
        const auto part = storage::fs::File::open(path, storage::fs::File::Mode::ReadOnly);
        return part ? part->allocated().value_or(0) : 0;
    };
    const auto parts =
        static_cast<qsizetype>(folder.plan().isJoined(file) ? folder.plan().parts(file).size() : 0);
    qint64 bytes = parts == 0 ? held(storage::partPath(folder.targetOf(file))) : 0;
    for (qsizetype part = 0; part < parts; ++part) {
        const QString path = folder.partPathOf(file, part);
        bytes += held(path) + held(storage::partPath(path));
    }
    return bytes;
}

Known knownOf(storage::SetPlace place)
{
    switch (place) {
    case storage::SetPlace::Free:
        return Known::Missing;
    case storage::SetPlace::Occupied:
        return Known::There;
    case storage::SetPlace::Begun:
        return Known::Begun;
    case storage::SetPlace::Blocked:
        return Known::Blocked;
    }
    return Known::Missing;
}

} // namespace

core::Result<OpenedSet> openSet(const TransferRequest &order)
{
    const QString target = order.folder + u'/' + order.name;
    // An unmounted volume leaves the bare folder it was mounted on.
    if (!storage::SetFolder::exists(target) && order.volume &&
        storage::fs::volumeOf(order.folder).value_or(*order.volume) != *order.volume)
        return core::failure(ErrorKind::FolderMissing,
                             order.folder + QStringLiteral(" is not on the volume it was on"));
    auto folder = storage::SetFolder::open(target);
    if (!folder)
        return core::failure(folder.error());
    const core::SetPlan &plan = (*folder)->plan();
    const QString &place = (*folder)->folder();
    OpenedSet opened{*folder, std::vector(plan.size(), Known::Missing), {}};
    for (const storage::SetMark &mark : (*folder)->marks())
        opened.known[mark.file] = Known::Done;
    for (const Index file : (*folder)->unwanted()) {
        if (opened.known[file] != Known::Done)
            opened.known[file] = Known::Unwanted;
    }
    const std::vector<storage::SetPlace> places = storage::placesOf(plan, place);
    qint64 missing = 0;
    for (Index file = 0; file < plan.size(); ++file) {
        Known &known = opened.known[file];
        if (known == Known::Done || known == Known::Unwanted)
            continue;
        known = knownOf(places[file]);
        if (known == Known::Blocked)
            opened.blocked.push_back({file, storage::noFolder(storage::blockerOf(place, plan.name(file)))});
        if (known == Known::There || known == Known::Blocked)
            continue;
        const qint64 size = plan.isRaw() ? plan.encodedSize(file) : plan.decodedSize(file);
        missing += std::max<qint64>(size - heldFor(**folder, file), 0);
    }
    const auto free = storage::fs::freeSpace(place);
    if (free && *free < missing) {
        return core::failure(
            ErrorKind::DiskFull,
            QStringLiteral("%1 needs %2 bytes, and %3 are free").arg(place).arg(missing).arg(*free));
    }
    return opened;
}

} // namespace transfer
