#pragma once

#include "ui/window/bar.h"
#include "ui/window/whendone.h"

namespace ui {

/// "All is done. The computer is about to sleep. [Not now] 0:28": stands while that can be called off.
class WhenDoneBar : public Bar
{
    Q_OBJECT
public:
    explicit WhenDoneBar(WhenDone &whenDone, QWidget *parent = nullptr);

private:
    void countDown();

    WhenDone &m_whenDone;
    QToolButton *m_cancel;
    QTimer m_second;
};

} // namespace ui
