#pragma once

#include "core/queue/queue.h"

#include <QWidget>

namespace ui {

/// One page of the details. present() is called when another item is chosen, when the item changed, and 4
/// times a second while it is active; only for the page in front.
class DetailsTab : public QWidget
{
    Q_OBJECT
public:
    explicit DetailsTab(const queue::Queue &queue, QWidget *parent = nullptr)
        : QWidget(parent)
        , m_queue(queue)
    {
    }

    /// Null: nothing is chosen. The reference is good until present() returns.
    virtual void present(const queue::Item *item) = 0;

protected:
    const queue::Queue &queue() const { return m_queue; }

private:
    const queue::Queue &m_queue;
};

} // namespace ui
