#pragma once

#include "core/blte/keystore.h"

#include <QAbstractTableModel>
#include <memory>

namespace ui {

/// The keys that are known, by name, and where each is from. Their bytes are shown nowhere.
class KnownKeys : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int { Name, Origin };
    static constexpr int kColumnCount = 2;

    using QAbstractTableModel::QAbstractTableModel;

    void show(std::shared_ptr<const blte::KeyStore> keys);
    blte::KeyName name(int row) const { return m_names[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::shared_ptr<const blte::KeyStore> m_keys;
    std::vector<blte::KeyName> m_names;
};

} // namespace ui
