#pragma once

#include "ui/list/label.h"
#include "ui/list/tally.h"

#include <QAbstractListModel>
#include <QListView>

namespace ui {

class Preferences;

/// Categories, those of the settings and those that rows bear, and tags, each with its live count; before
/// them a row for all. Empty while there are none.
class LabelModel : public QAbstractListModel
{
    Q_OBJECT
public:
    LabelModel(const Tally &tally, const Preferences &preferences, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    const Label &label(int row) const { return m_labels[row]; }
    int rowOf(const Label &label) const { return static_cast<int>(m_labels.indexOf(label)); }

private:
    void refresh();
    QString text(const Label &label) const;
    int count(const Label &label) const;

    const Tally &m_tally;
    const Preferences &m_preferences;
    QList<Label> m_labels;
};

/// Chooses by category or tag what the list shows. Hidden while there are none.
class LabelList : public QListView
{
    Q_OBJECT
public:
    LabelList(const Tally &tally, const Preferences &preferences, QWidget *parent = nullptr);

    void choose(const Label &label);
    QSize sizeHint() const override;

Q_SIGNALS:
    void labelChosen(const ui::Label &label);

protected:
    QItemSelectionModel::SelectionFlags selectionCommand(const QModelIndex &index,
                                                         const QEvent *event) const override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void onReset();

    LabelModel *m_model;
    Label m_chosen;
};

/// One above the other, at the left of the window.
QWidget *sidebarOf(QWidget *filters, QWidget *labels);

} // namespace ui
