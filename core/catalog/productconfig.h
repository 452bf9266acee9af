#pragma once

#include "core/error.h"
#include "core/tact/tags.h"

#include <QMap>
#include <QStringList>

namespace catalog {

/// What of a product config is used here or shown (JSON; wowdev.wiki/TACT, "Product Config"). All of it may
/// be absent. A value.
struct ProductConfig
{
    /// Of install manifests.
    struct Tags
    {
        QStringList always;
        QStringList x86_64; ///< besides, of programs for this architecture
    };

    QString product; ///< its code, as it is spelled there: "WoW"
    QString title;   ///< for people: "Diablo IV"; of the English installation
    /// Of the key that all objects of the product are encrypted with (Armadillo); empty: they are not.
    QString keyName;
    QString updateMethod;                 ///< "ngdp", "containerless ngdp", …
    QStringList locales;                  ///< "enUS"
    QMap<QString, Tags> platforms;        ///< by "win", "mac", "android", …
    QMap<QString, QStringList> extraTags; ///< by region, in lower case; those of all regions by "all"
};

/// WrongContent where it is no JSON object. What in it is not of the kind that it should be is as if absent.
core::Result<ProductConfig> parseProductConfig(const QByteArray &json);

/// The tags of an install manifest that a client on Windows asks for, of x86_64, in this locale and region.
/// A name that the manifest does not have means nothing.
tact::TagQuery usualTags(const ProductConfig &config, const QString &locale, const QString &region);

} // namespace catalog
