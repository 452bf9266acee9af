#pragma once

#include "core/queue/queue.h"
#include "ui/intake/dropreader.h"

#include <QSet>

namespace ui {

/// What is in the queue, so that the Add dialog can tell duplicates while the user types.
struct KnownSources
{
    QSet<QString> identities;
    QSet<QString> targets; ///< of unfinished items
};

/// What the Add dialog found in its text.
struct AddCheck
{
    Dropped dropped;
    int duplicates = 0;
    int taken = 0;        ///< files that are there already, or that another download is about to make
    qint64 knownSize = 0; ///< sum of the decoded sizes that sources name
    qint64 free = -1;     ///< bytes on the target's volume
    bool folderExists = false;
};

/// Without those that are about to be removed: added once more they stay.
KnownSources knownSources(const queue::Queue &queue, const QSet<queue::ItemId> &leaving = {});
/// `name`: for the file, when there is only one; may be empty. Touches the disk: never on the GUI thread.
AddCheck checkAddition(const QString &text, const QString &folder, const QString &name,
                       const KnownSources &known);

} // namespace ui
