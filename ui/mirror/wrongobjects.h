#pragma once

#include "core/error.h"

#include <QAbstractTableModel>

namespace ui {

/// The objects of a mirror that are missing or damaged, as they are found.
class WrongObjects : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int { Object, Trouble };
    static constexpr int kColumnCount = 2;
    /// More of them are only counted by whoever counts.
    static constexpr int kMostRows = 100'000;

    using QAbstractTableModel::QAbstractTableModel;

    void clear();
    /// Shown with the next flush(): one that is found in every archive costs a view once for all.
    void add(const QString &path, const QList<core::Error> &wrong);
    void flush();
    /// One object a line, as text to copy or to save.
    QString text() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Row
    {
        QString path;
        core::Error error;
    };
    QList<Row> m_rows;
    QList<Row> m_new;
};

} // namespace ui
