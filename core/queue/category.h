#pragma once

#include "core/error.h"

#include <QList>
#include <QStringList>
#include <optional>

namespace queue {

/// Downloads that belong together, with a folder of their own, and those that belong to it by themselves. A
/// value.
struct Category
{
    QString name;
    QString folder; ///< absolute; empty: where downloads usually go
    /// "cdn.example" for all of a host and of those below it, "*.iso" for names that end so. One of them is
    /// enough.
    QStringList rules;
    bool operator==(const Category &) const = default;
};

inline constexpr qsizetype kLongestLabel = 60;

/// What may name a category or a tag: a few words without control characters. Empty when `text` has none.
QString labelFrom(const QString &text);
/// A rule as it is kept: lower case, of an address its host only. Empty when it is none.
QString categoryRuleFrom(const QString &text);
/// The first whose rules match what is fetched from `host` (without port) under `name` (its path may lead).
std::optional<Category> categoryFor(const QList<Category> &categories, const QString &host,
                                    const QString &name);
std::optional<Category> categoryNamed(const QList<Category> &categories, const QString &name);

/// For settings. What is not understood of a text is left out.
QString toText(const QList<Category> &categories);
QList<Category> categoriesFromText(const QString &text);

} // namespace queue
