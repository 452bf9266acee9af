#include "core/queue/growablerow.h"

#include "core/links/joinedsource.h"

#include <QDir>

namespace queue {

std::optional<UnfinishedSet> unfinishedSet(const Item &row, const QString &folder)
{
    if (row.source.set.isEmpty() || row.state == transfer::State::Done ||
        QDir::cleanPath(row.folder) != QDir::cleanPath(folder))
        return std::nullopt;
    const links::KeptText kept = links::keptFromText(row.source.set);
    const auto source = links::productSourceFromText(kept.text);
    return source ? std::optional(UnfinishedSet{kept.keep, *source, kept.text}) : std::nullopt;
}

std::optional<links::ProductSource> grownSource(const Item &row, const WantedFiles &files)
{
    const auto set = unfinishedSet(row, files.folder);
    if (!set || set->keep != links::Keep::Files || row.options.form != files.form)
        return std::nullopt;
    return links::joined(set->source, files.source);
}

} // namespace queue
