#pragma once

#include "core/catalog/productsurvey.h"

#include <QAbstractListModel>
#include <QSortFilterProxyModel>

namespace ui {

/// For people: as a product is known, or as it calls itself, or its code.
QString titleOf(const catalog::ProductEntry &product);

/// The products of a version service, each with its code, newest version and regions as its second line.
class ProductModel : public QAbstractListModel
{
    Q_OBJECT
public:
    /// Besides those of QueueModel that NameDelegate paints.
    enum Role {
        CodeRole = Qt::UserRole + 100,
        RankRole,   ///< of favourites 0, of those used last 1, of all others 2
        VendorRole, ///< bool
    };

    explicit ProductModel(QObject *parent = nullptr);

    /// Of the same products as before, or of more; those that are there keep their rows.
    void setProducts(const QList<catalog::ProductEntry> &products);
    const catalog::ProductEntry *find(const QString &code) const; ///< null: not there

    void setFavourites(const QStringList &codes);
    const QStringList &favourites() const { return m_favourites; }
    void toggleFavourite(const QString &code);
    void setRecent(const QStringList &codes); ///< the last one first

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void favouritesChanged();

private:
    int rankOf(const QString &code) const;
    QString factsOf(const catalog::ProductEntry &product) const;
    void noteRanks();

    QList<catalog::ProductEntry> m_products;
    QStringList m_favourites;
    QStringList m_recent;
};

/// Favourites, the last used, then the others by name; those whose name or code has all words.
class ProductProxy : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit ProductProxy(QObject *parent = nullptr);
    void setText(const QString &text);
    void setVendorShown(bool isShown);

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    QStringList m_words;
    bool m_isVendorShown = false;
};

} // namespace ui
