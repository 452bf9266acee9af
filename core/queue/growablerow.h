#pragma once

#include "core/links/productsource.h"
#include "core/queue/item.h"

#include <optional>

namespace queue {

/// Files of a build that are wanted in a folder.
struct WantedFiles
{
    links::ProductSource source;
    QString folder;
    Form form = Form::Decoded;
};

/// A set of a product that is not done, and what it is asked for as. A value.
struct UnfinishedSet
{
    links::Keep keep = links::Keep::Files;
    links::ProductSource source;
    QString text; ///< of the source
};
/// Nothing: the row is no such set, or in another folder.
std::optional<UnfinishedSet> unfinishedSet(const Item &row, const QString &folder);

/// What the row's set is asked for as once it has these files, too; nothing: it cannot take them. It can when
/// it is an unfinished set in the same folder and form, of the same product, named in the same way, and one
/// source can say both. Whether it is of the same build, its plan knows.
std::optional<links::ProductSource> grownSource(const Item &row, const WantedFiles &files);

} // namespace queue
