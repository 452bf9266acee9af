#pragma once

#include "core/queue/item.h"

namespace ui {

/// What a person can do, right here, about a row that cannot go on by itself.
enum class Remedy {
    Retry,
    Overwrite,   ///< the file that is there
    Rename,      ///< the row, or give it another folder
    SignIn,      ///< with a user name and a password
    ReplaceLink, ///< by another address of the same bytes
    AddKey,
    ShowFailed, ///< the files of a set that failed, and why
};

/// Those that fit what is wrong with it, the most likely one first; none when nothing is.
QList<Remedy> remediesFor(const queue::Item &item);
bool hasRemedy(const queue::Item &item, Remedy remedy);
/// As a button says it.
QString remedyText(Remedy remedy);

} // namespace ui
