#pragma once

#include "ui/list/pendingremovals.h"
#include "ui/window/bar.h"

namespace ui {

/// "Removed 3 downloads. [Undo] 0:08": stands while a removal can be taken back.
class UndoBar : public Bar
{
    Q_OBJECT
public:
    explicit UndoBar(PendingRemovals &removals, QWidget *parent = nullptr);

private:
    void begin(int count);
    void countDown();

    PendingRemovals &m_removals;
    QToolButton *m_undo;
    QTimer m_second;
};

} // namespace ui
