#include "ui/intake/addcheck.h"

#include "ui/intake/freespace.h"

#include <QFileInfo>

namespace ui {

KnownSources knownSources(const queue::Queue &queue)
{
    KnownSources known;
    for (int row = 0; row < queue.count(); ++row) {
        const queue::Item &item = queue.at(row);
        known.identities.insert(core::identity(item.source));
        if (!transfer::isFinished(item.state) && !item.name.isEmpty())
            known.targets.insert(item.target());
    }
    return known;
}

AddCheck checkAddition(const QString &text, const QString &folder, const KnownSources &known)
{
    AddCheck check;
    check.dropped = readDropped({text, {}});
    QSet<QString> seen = known.identities;
    for (const tact::ListEntry &entry : std::as_const(check.dropped.sources)) {
        const QString identity = core::identity(entry.source);
        check.duplicates += seen.contains(identity) ? 1 : 0;
        seen.insert(identity);
        check.knownSize += entry.source.decodedSize.value_or(0);
    }
    check.free = freeBytes(folder);
    check.folderExists = QFileInfo(folder).isDir();
    return check;
}

} // namespace ui
