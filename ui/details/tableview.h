#pragma once

#include <QTreeView>

namespace ui {

/// A plain table of the details: rows with some air, no frame, a name for screen readers.
class TableView : public QTreeView
{
    Q_OBJECT
public:
    TableView(QAbstractItemModel &model, const QString &name, QWidget *parent = nullptr);
};

} // namespace ui
