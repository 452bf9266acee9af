#pragma once

#include "ui/browse/productmodel.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QListView;
class QToolButton;

namespace ui {

class Preferences;

/// The products to choose from, with a field that narrows them down.
class ProductList : public QWidget
{
    Q_OBJECT
public:
    explicit ProductList(Preferences &preferences, QWidget *parent = nullptr);

    void present(const catalog::ProductSurvey::Found &found);
    /// What stands below the list; a button offers to ask again where `canRetry`.
    void setNote(const QString &text, bool canRetry);
    const ProductModel &model() const { return *m_model; }
    /// Makes it the current one where it is there, and notes that it was used.
    void markUsed(const QString &code);
    void focusSearch();

Q_SIGNALS:
    void productChosen(const QString &code);
    void retryWanted();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void choose(const QModelIndex &index);
    void openMenu(const QPoint &pos);
    QString currentCode() const;

    Preferences &m_preferences;
    ProductModel *m_model;
    ProductProxy *m_proxy;
    QLineEdit *m_search = nullptr;
    QListView *m_view = nullptr;
    QCheckBox *m_vendor = nullptr;
    QLabel *m_note = nullptr;
    QToolButton *m_retry = nullptr;
    QAction *m_favourite = nullptr;
};

} // namespace ui
