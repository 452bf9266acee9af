#pragma once

#include "core/queue/queue.h"

#include <QMenu>

class QActionGroup;

namespace ui {

class Preferences;
class QueueView;
class Tally;

/// The categories, of which the chosen rows can have one.
class CategoryMenu : public QMenu
{
    Q_OBJECT
public:
    /// All of them outlive it.
    CategoryMenu(queue::Queue &queue, const QueueView &view, Preferences &preferences, const Tally &tally,
                 QWidget *window);

Q_SIGNALS:
    void editingWanted(); ///< of the categories themselves

private:
    void offer();
    void offerOne(const QString &text, const QString &name, const std::optional<QString> &common);
    void askForNew();
    void put(const QString &category);
    std::optional<QString> commonOne() const;

    queue::Queue &m_queue;
    const QueueView &m_view;
    Preferences &m_preferences;
    const Tally &m_tally;
    QWidget *m_window;
    QActionGroup *m_choices = nullptr;
};

/// The tags, of which the chosen rows can have any.
class TagMenu : public QMenu
{
    Q_OBJECT
public:
    /// All of them outlive it.
    TagMenu(queue::Queue &queue, const QueueView &view, const Tally &tally, QWidget *window);

private:
    void offer();
    void askForNew();

    queue::Queue &m_queue;
    const QueueView &m_view;
    const Tally &m_tally;
    QWidget *m_window;
};

} // namespace ui
