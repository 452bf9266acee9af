#pragma once

#include "ui/details/detailstab.h"

class QPlainTextEdit;

namespace ui {

/// What happened to the item, in earlier runs as far as it is kept, and in this one; can be copied.
class LogTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit LogTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;
    /// Writes the log anew at the next present().
    void markStale() { m_isStale = true; }

private:
    void write(const QString &log);
    void askForEarlier();

    std::optional<queue::ItemId> m_shown;
    QList<transfer::Event> m_earlier;
    bool m_isStale = true;
    QPlainTextEdit *m_text;
};

} // namespace ui
