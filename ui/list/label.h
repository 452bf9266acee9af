#pragma once

#include "core/queue/item.h"

namespace ui {

/// What the list is narrowed to besides the state of its rows. A value.
struct Label
{
    enum class Kind { Any, Category, Tag };
    Kind kind = Kind::Any;
    QString name; ///< empty for Any
    bool operator==(const Label &) const = default;
};

inline bool matches(const Label &label, const queue::Item &item)
{
    switch (label.kind) {
    case Label::Kind::Any:
        break;
    case Label::Kind::Category:
        return item.category == label.name;
    case Label::Kind::Tag:
        return item.tags.contains(label.name);
    }
    return true;
}

} // namespace ui
