#pragma once

#include "ui/list/itemstatus.h"

#include <QAction>

class QMenuBar;
class QToolBar;

namespace ui {

/// What is selected, as far as it decides which actions make sense.
struct Selection
{
    int count = 0;
    bool canResume = false;
    bool canPause = false;
    bool hasFile = false;   ///< exactly one, and it is done
    bool hasFolder = false; ///< exactly one
    bool canMove = false;
    bool canReplace = false; ///< exactly one, and it is not done
    bool canVerify = false;
    bool canStartNow = false;
    bool canRetry = false;
    bool canOverwrite = false;
    bool canRelocate = false;
    bool canSignIn = false; ///< exactly one
    bool canFetchAgain = false;
};

/// Every action of the window, with its text, icon and shortcut, in one place.
class Actions : public QObject
{
    Q_OBJECT
public:
    explicit Actions(QWidget *window);

    QAction *add, *browse, *openList, *saveList, *paste, *addKeys, *mirror, *settings, *quit;
    QAction *resume, *pause, *toggle, *resumeAll, *pauseAll;
    QAction *remove, *removeFiles, *removeFinished, *removeFailed, *undo;
    QAction *moveUp, *moveDown, *moveToTop, *moveToBottom;
    QAction *openFile, *openFolder, *copyLink, *copyPath, *replaceLink, *verify, *limit;
    QAction *category, *tags, *statistics, *shortcuts, *licences;
    QAction *startNow, *retry, *overwrite, *relocate, *signIn, *fetchAgain;
    QAction *selectAll, *showDetails, *find, *about;

    void update(const Selection &selection);
    /// The actions that work on rows act only while the list (or what is in it) has the focus.
    void bindToList(QWidget *list);
    void fillMenuBar(QMenuBar *bar, QAction *whenDone, const QList<QAction *> &viewActions);
    void fillContextMenu(QMenu *menu) const;

private:
    QAction *make(const QString &text, const QString &icon, const QKeySequence &shortcut = {});
    void makeApplicationActions();
    void makeRunActions();
    void makeRemoveActions();
    void makeOrderActions();
    void makeItemActions();
    void makeSourceActions();
    void makeRemedyActions();

    QWidget *m_window;
};

} // namespace ui
