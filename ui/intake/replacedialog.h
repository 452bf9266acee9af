#pragma once

#include "core/queue/queue.h"

#include <QDialog>

class QLabel;
class QPlainTextEdit;

namespace ui {

/// Another address for a download whose old one does not work any more. What was verified stays.
class ReplaceDialog : public QDialog
{
    Q_OBJECT
public:
    ReplaceDialog(queue::Queue &queue, const queue::Item &item, QWidget *parent = nullptr);

    void accept() override;

private:
    void build(const queue::Item &item);

    queue::Queue &m_queue;
    const queue::ItemId m_id;
    QPlainTextEdit *m_links = nullptr;
    QLabel *m_complaint = nullptr;
};

} // namespace ui
