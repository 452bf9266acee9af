#include "ui/browse/productmodel.h"

#include "core/catalog/productnames.h"
#include "ui/list/queuemodel.h"
#include "ui/theme.h"

#include <algorithm>

namespace ui {

namespace {

/// Regions that are named one by one.
constexpr qsizetype kMostRegions = 4;

} // namespace

QString titleOf(const catalog::ProductEntry &product)
{
    const QString name = catalog::productName(product.code);
    if (!name.isEmpty())
        return name;
    return product.title.isEmpty() ? product.code : product.title;
}

ProductModel::ProductModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void ProductModel::setProducts(const QList<catalog::ProductEntry> &products)
{
    const bool areSame = products.size() == m_products.size() &&
                         std::equal(products.begin(), products.end(), m_products.begin(),
                                    [](const auto &a, const auto &b) { return a.code == b.code; });
    if (!areSame) {
        beginResetModel();
        m_products = products;
        endResetModel();
        return;
    }
    m_products = products;
    if (!products.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

const catalog::ProductEntry *ProductModel::find(const QString &code) const
{
    const auto it = std::find_if(m_products.begin(), m_products.end(),
                                 [&](const catalog::ProductEntry &product) { return product.code == code; });
    return it == m_products.end() ? nullptr : &*it;
}

void ProductModel::setFavourites(const QStringList &codes)
{
    m_favourites = codes;
    noteRanks();
}

void ProductModel::toggleFavourite(const QString &code)
{
    if (m_favourites.removeAll(code) == 0)
        m_favourites.append(code);
    noteRanks();
    Q_EMIT favouritesChanged();
}

void ProductModel::setRecent(const QStringList &codes)
{
    m_recent = codes;
    noteRanks();
}

void ProductModel::noteRanks()
{
    if (!m_products.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int ProductModel::rankOf(const QString &code) const
{
    if (m_favourites.contains(code))
        return 0;
    return m_recent.contains(code) ? 1 : 2;
}

QString ProductModel::factsOf(const catalog::ProductEntry &product) const
{
    QStringList facts{product.code};
    if (!product.version.isEmpty())
        facts << product.version;
    QStringList regions = product.regions.mid(0, kMostRegions);
    if (const qsizetype more = product.regions.size() - regions.size(); more > 0)
        regions << tr("+%1").arg(more);
    if (!regions.isEmpty())
        facts << regions.join(QLatin1Char(' '));
    if (!product.keyName.isEmpty())
        facts << tr("needs the key %1").arg(product.keyName);
    return facts.join(QStringLiteral(" · "));
}

int ProductModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_products.size());
}

QVariant ProductModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const catalog::ProductEntry &product = m_products[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return titleOf(product);
    case CodeRole:
        return product.code;
    case QueueModel::SecondLineRole:
        return factsOf(product);
    case QueueModel::IconNameRole:
        if (rankOf(product.code) == 0)
            return QStringLiteral("star");
        return product.keyName.isEmpty() ? QStringLiteral("product") : QStringLiteral("lock");
    case QueueModel::ToneRole:
        return static_cast<int>(rankOf(product.code) == 0 ? Tone::Accent : Tone::Muted);
    case RankRole:
        return rankOf(product.code);
    case VendorRole:
        return catalog::isVendorProduct(product.code) || !product.keyName.isEmpty();
    case Qt::ToolTipRole:
        return QString(titleOf(product) % u'\n' % factsOf(product));
    case Qt::AccessibleTextRole: {
        const QString text = titleOf(product) % u", " % factsOf(product);
        return rankOf(product.code) == 0 ? tr("Favourite: %1").arg(text) : text;
    }
    default:
        return {};
    }
}

ProductProxy::ProductProxy(QObject *parent)
    : QSortFilterProxyModel(parent)
{
    sort(0);
}

void ProductProxy::setText(const QString &text)
{
    m_words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    invalidateFilter();
}

void ProductProxy::setVendorShown(bool isShown)
{
    m_isVendorShown = isShown;
    invalidateFilter();
}

bool ProductProxy::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, 0, parent);
    // Who knows the code finds it without a box to check.
    const QString code = index.data(ProductModel::CodeRole).toString();
    const bool isNamed = m_words.size() == 1 && code == m_words.first();
    if (!m_isVendorShown && !isNamed && index.data(ProductModel::VendorRole).toBool() &&
        index.data(ProductModel::RankRole).toInt() == 2)
        return false;
    const QString text = index.data().toString() + QLatin1Char(' ') + code;
    return std::all_of(m_words.begin(), m_words.end(),
                       [&](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool ProductProxy::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto keyOf = [](const QModelIndex &index) {
        return std::pair(index.data(ProductModel::RankRole).toInt(), index.data().toString());
    };
    const auto [leftRank, leftName] = keyOf(left);
    const auto [rightRank, rightName] = keyOf(right);
    return leftRank != rightRank ? leftRank < rightRank
                                 : QString::localeAwareCompare(leftName, rightName) < 0;
}

} // namespace ui
