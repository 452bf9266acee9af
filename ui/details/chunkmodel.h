#pragma once

#include "ui/details/chunksnapshot.h"

#include <QAbstractTableModel>

namespace ui {

/// The chunk table, row by row.
class ChunkModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int { Index, State, Mode, EncodedSize, DecodedSize, Offset, Host, Md5 };
    static constexpr int kColumnCount = 8;

    explicit ChunkModel(const ChunkSnapshot &snapshot, QObject *parent = nullptr);

    /// The snapshot changed; `isOther`: it is of another table.
    void refresh(bool isOther);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(Column column, std::size_t chunk) const;

    const ChunkSnapshot &m_snapshot;
    int m_rows = 0; ///< as the views know it
};

} // namespace ui
