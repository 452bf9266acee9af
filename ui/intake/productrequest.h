#pragma once

#include "core/links/productsource.h"
#include "core/queue/item.h"
#include "ui/intake/offer.h"

#include <optional>

namespace ui {

/// Files of a product that are wanted, where they go, and how. Whoever knows products looks them up. A value.
struct ProductRequest
{
    links::ProductSource source; ///< with locale, tags and manifest: what a set is asked for as has them, too
    QString folder;              ///< absolute
    queue::Options options;
    transfer::Intent intent = transfer::Intent::Run;
    links::Keep keep = links::Keep::Files; ///< of a mirror `options` are of no account
    /// Instead of the source: a key of a file, or a build config, of a product that is to be found out.
    std::optional<blte::Digest> key = {};
    QString into = {}; ///< name of a row in this folder whose set they are added to; empty: one of their own
    QString name = {}; ///< of their set; empty: by what they are asked for as
};
/// As the user would write it; whole, and as people read it.
QString toText(const ProductRequest &request);
QString shownText(const ProductRequest &request);

/// What a look-up found. A value.
struct FoundFiles
{
    QList<queue::Request> requests;
    QStringList lost;    ///< what cannot be had and why, one sentence each
    QStringList remarks; ///< what went otherwise than expected, one sentence each
    QList<Offer> offers = {};
    QList<queue::ItemId> grown = {}; ///< rows that some of them were added to
};

} // namespace ui
