#pragma once

#include "ui/desktop/notice.h"

#include <QObject>
#include <memory>

namespace ui {

/// One place among the desktop's notifications: a later notice takes the place of the earlier one while that
/// is still there. Never waits for the service.
class NotificationService : public QObject
{
    Q_OBJECT
public:
    explicit NotificationService(QObject *parent = nullptr);
    ~NotificationService() override;

    void show(const Notice &notice);

Q_SIGNALS:
    void actionChosen(ui::NoticeAction action); ///< the notice is gone then
    void closed();                              ///< by the user, or by the desktop after a while
    /// This one could not be shown: there is no such service.
    void unavailable(const ui::Notice &notice);

private:
    class Backend;
    std::unique_ptr<Backend> m_backend;
};

} // namespace ui
