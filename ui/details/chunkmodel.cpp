#include "ui/details/chunkmodel.h"

#include "core/hex.h"
#include "ui/format.h"

namespace ui {

namespace {

/// Unknown sizes become -1, which formatSize shows as a dash.
qint64 known(std::uint64_t size)
{
    return size == blte::kUnknownSize ? -1 : static_cast<qint64>(size);
}

bool isNumber(ChunkModel::Column column)
{
    using Column = ChunkModel::Column;
    return column != Column::State && column != Column::Mode && column != Column::Host &&
           column != Column::Md5;
}

} // namespace

ChunkModel::ChunkModel(const ChunkSnapshot &snapshot, QObject *parent)
    : QAbstractTableModel(parent)
    , m_snapshot(snapshot)
{
}

void ChunkModel::refresh(bool isOther)
{
    const auto rows = static_cast<int>(m_snapshot.size());
    if (isOther || rows != m_rows) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (rows > 0) {
        Q_EMIT dataChanged(index(0, static_cast<int>(Column::State)),
                           index(rows - 1, static_cast<int>(Column::Host)));
    }
}

int ChunkModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_rows;
}

int ChunkModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant ChunkModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) ||
        index.row() >= static_cast<int>(m_snapshot.size()))
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole)
        return text(column, static_cast<std::size_t>(index.row()));
    if (role == Qt::TextAlignmentRole && isNumber(column))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QString ChunkModel::text(Column column, std::size_t chunk) const
{
    const blte::Chunk &entry = (*m_snapshot.table)[chunk];
    switch (column) {
    case Column::Index:
        return formatCount(static_cast<qint64>(chunk));
    case Column::State:
        return chunkStateText(m_snapshot.states[chunk]);
    case Column::Mode:
        return m_snapshot.mode(chunk);
    case Column::EncodedSize:
        return formatSize(known(entry.encodedSize));
    case Column::DecodedSize:
        return formatSize(known(entry.decodedSize));
    case Column::Offset:
        return formatCount(static_cast<qint64>(entry.decodedOffset));
    case Column::Host:
        return m_snapshot.host(chunk);
    case Column::Md5:
        return entry.hasMd5 ? core::hex(entry.md5) : QStringLiteral("–");
    }
    return {};
}

QVariant ChunkModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(static_cast<Column>(section)))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, kColumnCount> names{tr("Chunk"),   tr("State"),        tr("Mode"),
                                                  tr("Encoded"), tr("Decoded"),      tr("Offset"),
                                                  tr("Host"),    tr("MD5 (encoded)")};
    return names[static_cast<std::size_t>(section)];
}

} // namespace ui
