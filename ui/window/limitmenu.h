#pragma once

#include <QMenu>

class QActionGroup;

namespace queue {
class Queue;
}

namespace ui {

class Preferences;
class QueueView;

/// Speed limits to choose from; the one that is set is ticked. Changes apply at once.
class LimitMenu : public QMenu
{
    Q_OBJECT
public:
    explicit LimitMenu(QWidget *parent = nullptr);

protected:
    virtual qint64 limit() const = 0; ///< bytes per second; 0: none, -1: nothing to tick
    virtual void setLimit(qint64 bytesPerSecond) = 0;
    virtual void addMore() {}
    QWidget *windowForDialogs() const;

private:
    void offer();
    void offerLimit(const QString &text, qint64 bytesPerSecond);
    void askForLimit();

    QActionGroup *m_choices = nullptr; ///< of what is offered now
};

/// The limit of all downloads together, and its schedule.
class OverallLimitMenu : public LimitMenu
{
    Q_OBJECT
public:
    explicit OverallLimitMenu(Preferences &preferences, QWidget *parent = nullptr);

    /// What holds now: "Limit: off", "Limit: 2 MB/s", "Limit: 500 kB/s (schedule)".
    static QString caption(const Preferences &preferences);

private:
    qint64 limit() const override;
    void setLimit(qint64 bytesPerSecond) override;
    void addMore() override;
    void openSchedule();

    Preferences &m_preferences;
};

/// The limit of each of the selected downloads.
class ItemLimitMenu : public LimitMenu
{
    Q_OBJECT
public:
    ItemLimitMenu(queue::Queue &queue, const QueueView &view, QWidget *parent = nullptr);

private:
    qint64 limit() const override;
    void setLimit(qint64 bytesPerSecond) override;

    queue::Queue &m_queue;
    const QueueView &m_view;
};

} // namespace ui
