#include "ui/desktop/notificationservice.h"

// Where there is no org.freedesktop.Notifications, the tray icon's messages are the desktop's own.

namespace ui {

class NotificationService::Backend
{
};

NotificationService::NotificationService(QObject *parent)
    : QObject(parent)
{
}

NotificationService::~NotificationService() = default;

void NotificationService::show(const Notice &notice)
{
    Q_EMIT unavailable(notice);
}

} // namespace ui
