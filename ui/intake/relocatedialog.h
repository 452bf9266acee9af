#pragma once

#include "core/queue/queue.h"

#include <QDialog>

class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

/// Another name and another folder for downloads that are in the list; of several only the folder. What lies
/// on the disk of them goes along.
class RelocateDialog : public QDialog
{
    Q_OBJECT
public:
    RelocateDialog(queue::Queue &queue, const QList<queue::ItemId> &ids, QWidget *parent = nullptr);

    void accept() override;

private:
    void build();
    void chooseFolder();
    void relocateNext();
    void onRelocated(const core::Result<void> &result);
    void setBusy(const QString &note);

    queue::Queue &m_queue;
    QList<queue::ItemId> m_ids; ///< those that are still to be moved
    const bool m_isOne;
    QLineEdit *m_name = nullptr; ///< null: they keep theirs
    QLineEdit *m_folder = nullptr;
    QLabel *m_complaint = nullptr;
    QPushButton *m_move = nullptr;
};

} // namespace ui
