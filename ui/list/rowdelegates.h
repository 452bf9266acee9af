#pragma once

#include "ui/list/itemstatus.h"
#include "ui/preferences.h"

#include <QStyledItemDelegate>

namespace ui {

/// What the cells of a row have in common: the height of the density, and colours that stay readable when the
/// row is selected.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setDensity(Density density) { m_density = density; }
    Density density() const { return m_density; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// Background, selection and focus; everything but the content.
    static void paintPanel(QPainter *painter, const QStyleOptionViewItem &option);
    static QColor color(Tone tone, const QStyleOptionViewItem &option);

private:
    Density m_density = Density::Comfortable;
};

/// State icon, name, and the muted second line.
class NameDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// What is happening, in words, above a thin bar.
class ProgressDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
};

/// The row's button. Painted, so that ten thousand rows cost nothing; the keyboard has Space for it.
class ActionDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    bool editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option,
                     const QModelIndex &index) override;

Q_SIGNALS:
    void triggered(const QModelIndex &index);

private:
    QPersistentModelIndex m_pressed;
};

} // namespace ui
