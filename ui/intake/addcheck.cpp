#include "ui/intake/addcheck.h"

#include "core/links/listtext.h"
#include "ui/intake/freespace.h"
#include "ui/intake/intake.h"

#include <QDir>
#include <QFileInfo>

namespace ui {

namespace {

/// As the queue will name it, unless the server says otherwise.
QString targetOf(const links::ListEntry &entry, const QString &folder, const QString &name)
{
    const core::Source &source = entry.source;
    const QString own = source.name.isEmpty() ? core::nameFromUrl(source.mirrors.value(0)) : source.name;
    return QDir::cleanPath(links::folderFor(folder, entry.folder) + QLatin1Char('/') +
                           (name.isEmpty() ? own : name));
}

} // namespace

KnownSources knownSources(const queue::Queue &queue, const QSet<queue::ItemId> &leaving)
{
    KnownSources known;
    for (int row = 0; row < queue.count(); ++row) {
        const queue::Item &item = queue.at(row);
        if (leaving.contains(item.id))
            continue;
        known.identities.insert(core::identity(item.source));
        if (!transfer::isFinished(item.state) && !item.name.isEmpty())
            known.targets.insert(item.target());
    }
    return known;
}

AddCheck checkAddition(const QString &text, const QString &folder, const QString &name,
                       const KnownSources &known)
{
    AddCheck check;
    check.dropped = readDropped({text, {}});
    const bool isOne = check.dropped.sources.size() == 1 && check.dropped.products.isEmpty();
    QSet<QString> seen = known.identities;
    for (const links::ListEntry &entry : std::as_const(check.dropped.sources)) {
        const QString identity = core::identity(entry.source);
        const QString target = targetOf(entry, folder, isOne ? name : QString());
        if (seen.contains(identity))
            ++check.duplicates;
        else if (known.targets.contains(target) || QFileInfo::exists(target))
            ++check.taken;
        seen.insert(identity);
        check.knownSize += entry.source.decodedSize.value_or(0);
    }
    check.free = freeBytes(folder);
    check.folderExists = QFileInfo(folder).isDir();
    return check;
}

} // namespace ui
