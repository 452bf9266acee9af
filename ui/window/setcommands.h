#pragma once

#include "core/queue/queue.h"

#include <QObject>

namespace ui {

class DetailsPanel;

/// Does what a person wants of the files of sets, as the details say it.
class SetCommands : public QObject
{
    Q_OBJECT
public:
    /// Both outlive it.
    SetCommands(queue::Queue &queue, DetailsPanel &details, QObject *parent);

Q_SIGNALS:
    void said(const QString &sentence);

private:
    void retry(queue::ItemId id);
    void openFolder(queue::ItemId id);

    queue::Queue &m_queue;
    DetailsPanel &m_details;
};

} // namespace ui
