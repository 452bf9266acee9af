#include "ui/browse/filechanges.h"

#include <utility>

namespace ui {

FileChanges changesIn(const catalog::TreeIndex &index, const catalog::TreeComparison &comparison)
{
    using Kind = catalog::Difference::Kind;
    FileChanges changes;
    std::vector<bool> added(index.files());
    std::vector<bool> changed(index.files());
    comparison.visit([&](const catalog::Difference &difference) {
        if (difference.kind == Kind::Removed) {
            if (changes.removed.size() < FileChanges::kMostRemoved)
                changes.removed << catalog::pathOrUnknown(*difference.before);
            return;
        }
        const auto file = index.find(catalog::pathOrUnknown(*difference.after).toStdString());
        if (file)
            (difference.kind == Kind::Added ? added : changed)[*file] = true;
    });
    std::vector<bool> either = added;
    for (std::size_t file = 0; file < either.size(); ++file)
        either[file] = either[file] || changed[file];
    changes.added = std::make_shared<const std::vector<bool>>(std::move(added));
    changes.changed = std::make_shared<const std::vector<bool>>(std::move(changed));
    changes.either = std::make_shared<const std::vector<bool>>(std::move(either));
    changes.addedCount = comparison.added().files;
    changes.changedCount = comparison.changed().files;
    changes.removedCount = comparison.removed().files;
    changes.removed.sort();
    return changes;
}

} // namespace ui
