#pragma once

#include "ui/window/bar.h"

#include <QStringList>

namespace ui {

/// Links that were copied elsewhere, offered until they are taken or the bar is closed.
class CopiedBar : public Bar
{
    Q_OBJECT
public:
    explicit CopiedBar(QWidget *parent = nullptr);

    void offer(const QStringList &links);

Q_SIGNALS:
    void wanted(const QStringList &links);

private:
    QStringList m_links;
};

} // namespace ui
