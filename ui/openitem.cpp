#include "ui/openitem.h"

#include <QDesktopServices>
#include <QUrl>

namespace ui {

using transfer::State;

void openFile(const queue::Item &item)
{
    if (item.state == State::Done)
        QDesktopServices::openUrl(QUrl::fromLocalFile(item.target()));
}

void openFolder(const queue::Item &item)
{
    // The name may hold folders of its own ("interface/logo.blp").
    const bool isThere = item.state == State::Done && !item.name.isEmpty();
    QDesktopServices::openUrl(isThere ? QUrl::fromLocalFile(item.target()).adjusted(QUrl::RemoveFilename)
                                      : QUrl::fromLocalFile(item.folder));
}

} // namespace ui
