#include "ui/details/tableview.h"

#include <QHeaderView>
#include <QStyledItemDelegate>

namespace ui {

namespace {

class AiryDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(8, 7);
    }
};

} // namespace

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
