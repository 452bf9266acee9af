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

Q_SIGNALS:
    void retryWanted();

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
    QTimer m_poll; ///< of the bytes
};

} // namespace ui
