#pragma once

#include <QDialog>

class QLabel;

namespace ui {

class SpeedRecorder;
class SpeedView;
class Statistics;

/// How fast all downloads were together, and what was received, in this run and of all time. Stays open
/// beside the window.
class StatisticsDialog : public QDialog
{
    Q_OBJECT
public:
    /// Both outlive it.
    StatisticsDialog(const SpeedRecorder &recorder, Statistics &statistics, QWidget *parent = nullptr);

    void refresh();

private:
    QWidget *buildFigures();
    void askToForget();

    const SpeedRecorder &m_recorder;
    Statistics &m_statistics;
    SpeedView *m_view;
    QList<QLabel *> m_run;
    QList<QLabel *> m_all;
    QLabel *m_since = nullptr;
};

} // namespace ui
