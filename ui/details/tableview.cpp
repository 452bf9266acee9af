#include "ui/details/tableview.h"

#include "ui/airydelegate.h"

#include <QHeaderView>

namespace ui {

TableView::TableView(QAbstractItemModel &model, const QString &name, QWidget *parent)
    : QTreeView(parent)
{
    setModel(&model);
    setItemDelegate(new AiryDelegate(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAlternatingRowColors(true);
    setFrameShape(NoFrame);
    setAccessibleName(name);
    header()->setAccessibleName(tr("Columns"));
}

} // namespace ui
