#pragma once

#include "ui/details/detailstab.h"

#include <QAbstractTableModel>

class QLineEdit;

namespace ui {

class TableView;

/// What each mirror of the item does, as the queue tells it.
class MirrorModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int { Host, State, Connections, Speed, Received, Ranges, MultiRange, Failures };
    static constexpr int kColumnCount = 8;

    using QAbstractTableModel::QAbstractTableModel;

    void setMirrors(const QList<queue::MirrorStatus> &mirrors);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<queue::MirrorStatus> m_mirrors;
};

class MirrorsTab : public DetailsTab
{
    Q_OBJECT
public:
    explicit MirrorsTab(const queue::Queue &queue, QWidget *parent = nullptr);
    void present(const queue::Item *item) override;

Q_SIGNALS:
    void mirrorEntered(queue::ItemId id, const QString &text);

private:
    void enter();

    MirrorModel *m_model;
    TableView *m_table;
    QWidget *m_entryRow;
    QLineEdit *m_entry;
    std::optional<queue::ItemId> m_id; ///< whose mirrors may be added to
};

} // namespace ui
