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
    catalog::BuildWish wish() const;
    QString locale() const;

Q_SIGNALS:
    void changed(); ///< by the user

private:
    void fillBuilds();

    const QString m_usualRegion;
    catalog::ProductEntry m_product;
    QList<catalog::BuildRecord> m_known;
    QLabel *m_title;
    QComboBox *m_region;
    QComboBox *m_build;
    QComboBox *m_locale;
};

} // namespace ui
