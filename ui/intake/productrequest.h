#pragma once

#include "core/links/productsource.h"
#include "core/queue/item.h"

namespace ui {

/// Files of a product that are wanted, where they go, and how. Whoever knows products looks them up. A value.
struct ProductRequest
{
    links::ProductSource source; ///< with locale, tags and manifest: what a set is asked for as has them, too
    QString folder;              ///< absolute
    queue::Options options;
    transfer::Intent intent = transfer::Intent::Run;
    links::Keep keep = links::Keep::Files; ///< of a mirror `options` are of no account
};

/// What a look-up found. A value.
struct FoundFiles
{
    QList<queue::Request> requests;
    QStringList lost;    ///< what cannot be had and why, one sentence each
    QStringList remarks; ///< what went otherwise than expected, one sentence each
};

} // namespace ui
