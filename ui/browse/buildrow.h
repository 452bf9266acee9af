#pragma once

#include "ui/browse/buildchoices.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace ui {

/// Which build of a product is looked through: region, build, locale.
class BuildRow : public QWidget
{
    Q_OBJECT
public:
    explicit BuildRow(const QString &usualRegion, QWidget *parent = nullptr);

    /// Emits nothing.
    void setProduct(const catalog::ProductEntry &product, const QList<catalog::BuildRecord> &known);
    catalog::BuildWish wish() const; ///< with the locale
    /// With which build this one is to be compared; empty: with none.
    std::optional<catalog::BuildWish> other() const;

Q_SIGNALS:
    void changed(); ///< by the user
    void otherChanged();

private:
    void fillBuilds();
    catalog::BuildWish wishFor(const QString &build) const;

    const QString m_usualRegion;
    catalog::ProductEntry m_product;
    QList<catalog::BuildRecord> m_known;
    QLabel *m_title;
    QComboBox *m_region;
    QComboBox *m_build;
    QComboBox *m_locale;
    QComboBox *m_other;
};

} // namespace ui
