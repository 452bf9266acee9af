#pragma once

#include <QString>
#include <QStringList>

namespace ui {

/// Something that was handed over, or found, and is of use only once the user says how. A value.
struct Offer
{
    QString sentence;    ///< what it is
    QStringList sources; ///< for the Add dialog: builds, of which files are to be named
    QString listfile;    ///< path of one that is to name files from now on

    bool operator==(const Offer &) const = default;
};

} // namespace ui
