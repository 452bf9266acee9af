#pragma once

#include "core/queue/queue.h"
#include "ui/intake/productrequest.h"

#include <QPointer>
#include <QSet>

class QMessageBox;
class QWidget;

namespace ui {

/// Where chosen files go when a row of the queue could take them, too: one of the same build, folder and
/// naming that is not done. Asks then, and offers to add them to that row.
class RowOffer : public QObject
{
    Q_OBJECT
public:
    /// `hidden`: rows that are about to be removed. All of them outlive it.
    RowOffer(queue::Queue &queue, const QSet<queue::ItemId> &hidden, QWidget &window);
    ~RowOffer() override;

    /// `build`: hash of its build config. `placed` is called with the request, into that row or as one of its
    /// own: at once where no row can take it, later where the user is asked, and never when he wants neither.
    /// What was asked before is not asked any more.
    using Placed = std::function<void(const ProductRequest &request)>;
    void place(const ProductRequest &request, const QString &build, int files, const Placed &placed);

private:
    /// What is to be placed.
    struct Offer
    {
        ProductRequest request;
        QString build;
        int files = 0;
        Placed placed;
        QList<queue::ItemId> rows; ///< that might take it, the newest last
    };
    void tryNext();
    void ask(const queue::Item &row);

    queue::Queue &m_queue;
    const QSet<queue::ItemId> &m_hidden;
    QWidget &m_window;
    Offer m_offer;
    quint64 m_round = 0; ///< of questions; only the newest counts
    QPointer<QMessageBox> m_question;
};

} // namespace ui
