#include "ui/openitem.h"

#include "ui/background.h"

#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QUrl>

namespace ui {

namespace {

using transfer::State;

struct Open
{
    Q_DECLARE_TR_FUNCTIONS(ui::Open)
};

} // namespace

/// Whoever opens files for us does not say when they are gone.
void openPath(const QString &path, QObject *receiver, const OpenComplaint &complain)
{
    inBackground([path] { return QFileInfo::exists(path); }, receiver,
                 [path, complain](bool isThere) {
                     const QString shown = QDir::toNativeSeparators(path);
                     if (!isThere)
                         complain(Open::tr("%1 is not there any more.").arg(shown));
                     else if (!QDesktopServices::openUrl(QUrl::fromLocalFile(path)))
                         complain(Open::tr("Nothing on this computer opens %1.").arg(shown));
                 });
}

void openFile(const queue::Item &item, QObject *receiver, const OpenComplaint &complain)
{
    if (item.state == State::Done)
        openPath(item.source.set.isEmpty() ? item.target() : item.folder, receiver, complain);
}

void openFolder(const queue::Item &item, QObject *receiver, const OpenComplaint &complain)
{
    // The name may hold folders of its own ("interface/logo.blp").
    const bool isThere = item.state == State::Done && !item.name.isEmpty() && item.source.set.isEmpty();
    openPath(isThere ? QFileInfo(item.target()).path() : item.folder, receiver, complain);
}

} // namespace ui
