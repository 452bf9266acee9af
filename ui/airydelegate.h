#pragma once

#include "ui/direction.h"

#include <QStyledItemDelegate>

namespace ui {

/// Rows of tables with some air around their texts, each of which is written in its own direction.
class AiryDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        return QStyledItemDelegate::sizeHint(option, index) + QSize(8, 7);
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        option->text = isolated(option->text);
    }
};

} // namespace ui
