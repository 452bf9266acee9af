#pragma once

#include <QList>
#include <QString>

namespace ui {

enum class NoticeAction : int { Show, OpenFile, OpenFolder };

/// A message for the desktop's own notifications.
struct Notice
{
    struct Button
    {
        NoticeAction action = NoticeAction::Show;
        QString text;
    };

    QString title;
    QString body; ///< plain text
    bool isTrouble = false;
    QList<Button> buttons; ///< a click elsewhere on it means Show
};

} // namespace ui
