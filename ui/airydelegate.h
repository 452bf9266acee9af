#pragma once

#include <QStyledItemDelegate>

namespace ui {

/// Rows of tables with some air around their texts.
class AiryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(8, 7);
    }
};

} // namespace ui
