#include "core/queue/growablerow.h"

#include "core/links/joinedsource.h"

#include <QDir>

namespace queue {

std::optional<links::ProductSource> grownSource(const Item &row, const WantedFiles &files)
{
    if (row.source.set.isEmpty() || row.state == transfer::State::Done || row.options.form != files.form ||
        QDir::cleanPath(row.folder) != QDir::cleanPath(files.folder))
        return std::nullopt;
    const links::KeptText kept = links::keptFromText(row.source.set);
    const auto source = links::productSourceFromText(kept.text);
    if (kept.keep != links::Keep::Files || !source)
        return std::nullopt;
    return links::joined(*source, files.source);
}

} // namespace queue
