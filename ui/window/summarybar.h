#pragma once

#include "ui/intake/intake.h"
#include "ui/list/tally.h"
#include "ui/window/bar.h"

namespace ui {

/// Errors and missing keys of the whole queue, in one line. Comes when there are more than before, goes when
/// they are gone or when the user closes it.
class SummaryBar : public Bar
{
    Q_OBJECT
public:
    explicit SummaryBar(const Tally &tally, QWidget *parent = nullptr);

Q_SIGNALS:
    void filterWanted(ui::Filter filter);
    void retryWanted();
    void keysWanted();

private:
    void refresh();
    QString sentence() const;

    const Tally &m_tally;
    QToolButton *m_showFailed;
    QToolButton *m_retry;
    QToolButton *m_addKeys;
    int m_seenFailed = 0;
    int m_seenLocked = 0;
};

/// What became of the last thing handed over, and what the queue wants to be known; goes by itself when good.
class NoticeBar : public Bar
{
    Q_OBJECT
public:
    explicit NoticeBar(QWidget *parent = nullptr);

    void report(const IntakeReport &report);
    /// Goes by itself.
    void say(const QString &text);
    /// Stays until it is closed.
    void warn(const QString &text);

Q_SIGNALS:
    void problemsWanted(const ui::IntakeReport &report);

private:
    bool hasUnread() const;
    IntakeReport withUnread(IntakeReport report) const;
    void present(const QString &text);

    QToolButton *m_show;
    IntakeReport m_report; ///< what is to be seen of it
    QTimer m_goodbye;
};

} // namespace ui
