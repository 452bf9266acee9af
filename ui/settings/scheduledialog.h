#pragma once

#include "core/queue/schedule.h"

#include <QDialog>
#include <array>

class QLabel;
class QScrollArea;
class QComboBox;
class QSpinBox;
class QTimeEdit;
class QToolButton;
class QVBoxLayout;

namespace ui {

class Preferences;

/// One line of the schedule: days, from, to, how fast.
class ScheduleRow : public QWidget
{
    Q_OBJECT
public:
    explicit ScheduleRow(const queue::ScheduleRule &rule, QWidget *parent = nullptr);
    queue::ScheduleRule rule() const;

Q_SIGNALS:
    void changed();
    void removed();

private:
    void addDays(quint8 days);
    QTimeEdit *addTime(const QTime &time, const QString &what);
    void addLimit(qint64 bytesPerSecond);
    qint64 rate() const;

    std::array<QToolButton *, 7> m_days{};
    QTimeEdit *m_from = nullptr;
    QTimeEdit *m_to = nullptr;
    QComboBox *m_what = nullptr;
    QSpinBox *m_kilobytes = nullptr; ///< 0: no limit
};

/// Limits by day and hour. Changes apply at once.
class ScheduleDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ScheduleDialog(Preferences &preferences, QWidget *parent = nullptr);

private:
    void build();
    void addRow(const queue::ScheduleRule &rule);
    QList<ScheduleRow *> rows() const;
    void keep();
    void sayWhatHolds();

    Preferences &m_preferences;
    QScrollArea *m_scroll = nullptr;
    QVBoxLayout *m_lines = nullptr;
    QLabel *m_now = nullptr;
};

} // namespace ui
