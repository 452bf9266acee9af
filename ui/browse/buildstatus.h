#pragma once

#include "ui/browse/buildsession.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QToolButton;

namespace ui {

/// What becomes of the build that is being opened: how many bytes came, what failed and what can be done,
/// and in the end who answered.
class BuildStatus : public QWidget
{
    Q_OBJECT
public:
    explicit BuildStatus(BuildSession &session, QWidget *parent = nullptr);

    /// A sentence of somebody else, until the next build.
    void say(const QString &text);
    /// How the builds differ, with a button for what is gone.
    void sayChanges(const FileChanges &changes);
    /// Of the build that is ready, instead of what was said.
    void showReady() { present(); }

Q_SIGNALS:
    void retryWanted();
    void removedWanted();

private:
    void present();
    void presentBytes();
    QString readyText() const;
    QString warningsText() const;

    BuildSession &m_session;
    QLabel *m_icon;
    QLabel *m_text;
    QProgressBar *m_progress;
    QToolButton *m_cancel;
    QToolButton *m_retry;
    QToolButton *m_removed;
    QTimer m_poll; ///< of the bytes
};

} // namespace ui
