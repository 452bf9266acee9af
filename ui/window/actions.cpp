#include "ui/window/actions.h"

#include "ui/icons.h"

#include <QMenu>
#include <QMenuBar>
#include <QRegularExpression>

namespace ui {

namespace {

/// As a button says it: without the letter of the access key, which stands in brackets behind Chinese text.
QString captionOf(QString text)
{
    static const QRegularExpression bracketed(QStringLiteral("\\(&.\\)"));
    return text.remove(bracketed).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

Actions::Actions(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    makeApplicationActions();
    makeRunActions();
    makeRemoveActions();
    makeOrderActions();
    makeItemActions();
    makeSourceActions();
    makeRemedyActions();
    update({});
}

QAction *Actions::make(const QString &text, const QString &icon, const QKeySequence &shortcut)
{
    auto *action = new QAction(text, m_window);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(shortcut);
    action->setIconText(captionOf(text));
    if (!shortcut.isEmpty()) {
        action->setToolTip(
            QStringLiteral("%1 (%2)").arg(captionOf(text), shortcut.toString(QKeySequence::NativeText)));
    }
    m_window->addAction(action);
    return action;
}

void Actions::makeApplicationActions()
{
    add = make(tr("&Add links…"), QStringLiteral("add"), QKeySequence::New);
    browse = make(tr("&Browse products…"), QStringLiteral("product"), QKeySequence(Qt::CTRL | Qt::Key_B));
    openList = make(tr("&Open list or key file…"), QStringLiteral("file"), QKeySequence::Open);
    saveList = make(tr("Save &list…"), QStringLiteral("list"), QKeySequence::Save);
    paste = make(tr("&Paste"), QStringLiteral("paste"), QKeySequence::Paste);
    addKeys = make(tr("Add &keys…"), QStringLiteral("key"), QKeySequence(Qt::CTRL | Qt::Key_K));
    mirror = make(tr("&Mirror…"), QStringLiteral("mirrors"), QKeySequence(Qt::CTRL | Qt::Key_M));
    settings = make(tr("&Settings…"), QStringLiteral("settings"), QKeySequence(Qt::CTRL | Qt::Key_Comma));
    quit = make(tr("&Quit"), QStringLiteral("quit"), QKeySequence(Qt::CTRL | Qt::Key_Q));
    quit->setMenuRole(QAction::QuitRole);
    settings->setMenuRole(QAction::PreferencesRole);
    find = make(tr("&Find"), QStringLiteral("search"), QKeySequence::Find);
    about = make(tr("&About Sluice"), QStringLiteral("info"));
    statistics = make(tr("Speed and s&tatistics…"), {}, QKeySequence(Qt::CTRL | Qt::Key_I));
    shortcuts = make(tr("&Keyboard shortcuts"), {}, QKeySequence(Qt::Key_F1));
    licences = make(tr("&Licences"), {});
    about->setMenuRole(QAction::AboutRole);
}

void Actions::makeRunActions()
{
    resume = make(tr("&Resume"), QStringLiteral("resume"), QKeySequence(Qt::CTRL | Qt::Key_R));
    pause = make(tr("&Pause"), QStringLiteral("pause"), QKeySequence(Qt::CTRL | Qt::Key_P));
    toggle = make(tr("Pause or resume"), {}, QKeySequence(Qt::Key_Space));
    toggle->setObjectName(QStringLiteral("toggle"));
    resumeAll = make(tr("Resume a&ll"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R));
    pauseAll = make(tr("Pause all"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
}

void Actions::makeRemoveActions()
{
    remove = make(tr("Re&move"), QStringLiteral("remove"), QKeySequence(QKeySequence::Delete));
    removeFiles = make(tr("Remove and &delete files…"), {}, QKeySequence(Qt::SHIFT | Qt::Key_Delete));
    removeFinished = make(tr("Remove all finished"), {});
    removeFailed = make(tr("Remove all failed"), {});
    undo = make(tr("U&ndo removal"), QStringLiteral("undo"), QKeySequence::Undo);
    undo->setEnabled(false);
}

void Actions::makeOrderActions()
{
    moveUp = make(tr("Move &up"), QStringLiteral("up"), QKeySequence(Qt::CTRL | Qt::Key_Up));
    moveDown = make(tr("Move do&wn"), QStringLiteral("down"), QKeySequence(Qt::CTRL | Qt::Key_Down));
    moveToTop =
        make(tr("Move to the top"), QStringLiteral("top"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up));
    moveToBottom = make(tr("Move to the bottom"), QStringLiteral("bottom"),
                        QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Down));
}

void Actions::makeItemActions()
{
    openFile = make(tr("Open &file"), QStringLiteral("file"), QKeySequence(Qt::Key_Return));
    openFolder = make(tr("Open f&older"), QStringLiteral("folder"), QKeySequence(Qt::CTRL | Qt::Key_Return));
    copyLink = make(tr("&Copy link"), QStringLiteral("copy"), QKeySequence::Copy);
    copyPath = make(tr("Cop&y path"), {}, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    selectAll = make(tr("Select &all"), {}, QKeySequence::SelectAll);
    showDetails = make(tr("&Details"), QStringLiteral("details"), QKeySequence(Qt::ALT | Qt::Key_Return));
    showDetails->setCheckable(true);
    showDetails->setObjectName(QStringLiteral("details"));
}

void Actions::makeSourceActions()
{
    replaceLink = make(tr("Replace lin&k…"), {}, QKeySequence(Qt::CTRL | Qt::Key_L));
    verify =
        make(tr("&Verify again"), QStringLiteral("verified"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_V));
    limit = make(tr("&Speed limit"), QStringLiteral("limit")); // its menu comes from who knows the rows
    category = make(tr("Category"), QStringLiteral("folder")); // likewise
    tags = make(tr("Tags"), QStringLiteral("tag"));            // likewise
}

void Actions::makeRemedyActions()
{
    startNow = make(tr("Start now"), {});
    retry = make(tr("&Try again"), QStringLiteral("retry"), QKeySequence(Qt::Key_F5));
    overwrite = make(tr("Ov&erwrite the file that exists"), {});
    relocate = make(tr("Ren&ame or move…"), {}, QKeySequence(Qt::Key_F2));
    signIn = make(tr("Sign &in, headers…"), {});
    fetchAgain = make(tr("Download a&gain…"), {});
}

void Actions::update(const Selection &selection)
{
    const bool any = selection.count > 0;
    resume->setEnabled(selection.canResume);
    pause->setEnabled(selection.canPause);
    toggle->setEnabled(any);
    remove->setEnabled(any);
    removeFiles->setEnabled(any);
    copyLink->setEnabled(any);
    copyPath->setEnabled(any);
    startNow->setEnabled(selection.canStartNow);
    retry->setEnabled(selection.canRetry);
    overwrite->setEnabled(selection.canOverwrite);
    relocate->setEnabled(selection.canRelocate);
    signIn->setEnabled(selection.canSignIn);
    fetchAgain->setEnabled(selection.canFetchAgain);
    for (QAction *action : {limit, category, tags})
        action->setEnabled(any);
    replaceLink->setEnabled(selection.canReplace);
    verify->setEnabled(selection.canVerify);
    openFile->setEnabled(selection.hasFile);
    openFolder->setEnabled(selection.hasFolder);
    for (QAction *action : {moveUp, moveDown, moveToTop, moveToBottom})
        action->setEnabled(selection.canMove);
}

void Actions::bindToList(QWidget *list)
{
    for (QAction *action :
         {toggle, remove, removeFiles, moveUp, moveDown, moveToTop, moveToBottom, openFile, openFolder,
          copyLink, copyPath, replaceLink, verify, relocate, fetchAgain, selectAll}) {
        m_window->removeAction(action);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        list->addAction(action);
    }
}

void Actions::fillMenuBar(QMenuBar *bar, QAction *whenDone, const QList<QAction *> &viewActions)
{
    QMenu *file = bar->addMenu(tr("&File"));
    file->addActions({add, browse, openList, paste, addKeys, saveList, mirror});
    file->addSeparator();
    file->addActions({whenDone, settings, quit});
    QMenu *download = bar->addMenu(tr("&Download"));
    fillContextMenu(download);
    download->addSeparator();
    download->addActions({resumeAll, pauseAll, removeFinished, removeFailed, undo});
    QMenu *view = bar->addMenu(tr("&View"));
    view->addActions({find, selectAll});
    view->addActions({showDetails, statistics});
    view->addActions(viewActions);
    bar->addMenu(tr("&Help"))->addActions({shortcuts, licences, about});
}

void Actions::fillContextMenu(QMenu *menu) const
{
    menu->addActions({resume, startNow, pause, retry});
    menu->addSeparator();
    menu->addActions({openFile, openFolder, verify});
    menu->addSeparator();
    menu->addActions({relocate, overwrite, fetchAgain, signIn});
    menu->addSeparator();
    menu->addActions({copyLink, copyPath, replaceLink});
    menu->addSeparator();
    menu->addActions({category, tags, limit});
    menu->addSeparator();
    menu->addActions({moveToTop, moveUp, moveDown, moveToBottom});
    menu->addSeparator();
    menu->addActions({remove, removeFiles});
}

} // namespace ui
