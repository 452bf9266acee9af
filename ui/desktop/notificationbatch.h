#pragma once

#include "core/queue/item.h"
#include "ui/desktop/notice.h"

#include <QStringList>

namespace ui {

/// What became of a number of downloads, for one notice about all of them. A value.
class NotificationBatch
{
public:
    /// `item` is done or failed.
    void add(const queue::Item &item);
    bool isEmpty() const { return m_done + m_failed == 0; }
    Notice notice() const;

    /// The one download it is about; empty when there are several.
    std::optional<queue::ItemId> only() const;
    /// All that it is about, the first few of them.
    const QList<queue::ItemId> &ids() const { return m_ids; }

private:
    QString title() const;
    QString body() const;

    int m_done = 0;
    int m_failed = 0;
    QList<queue::ItemId> m_ids; ///< of the first few
    QStringList m_lines;        ///< about the first few, the failed ones first
    QString m_name;             ///< of the first, as the next two
    QString m_outcome;
    QString m_folder;
    bool m_isOneFolder = true;
};

} // namespace ui
