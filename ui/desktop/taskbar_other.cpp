#include "ui/desktop/taskbar.h"

#include <QGuiApplication>

namespace ui {

class Taskbar::Backend
{
};

Taskbar::Taskbar(QObject *parent)
    : QObject(parent)
{
}

Taskbar::~Taskbar()
{
    show(0, -1.0);
}

void Taskbar::show([[maybe_unused]] int count, double)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    qGuiApp->setBadgeNumber(count);
#endif
}

} // namespace ui
