#pragma once

#include "ui/browse/catalogaccess.h"
#include "ui/mirror/mirrorforecast.h"

#include <QObject>

namespace ui {

/// Lists what a mirror takes and looks what of it is in its folder. Nothing is written. Never blocks;
/// deleting it ends everything without a word.
class MirrorForecasting : public QObject
{
    Q_OBJECT
public:
    MirrorForecasting(const CatalogAccess &access, const catalog::MirrorWish &wish, QString folder);

    void start();
    /// Body bytes that came for it so far.
    qint64 networkBytes() const { return m_products.networkBytes(); }

Q_SIGNALS:
    void ended(const ui::MirrorForecast &forecast);

private:
    void count(const catalog::MirrorPlan &plan);

    const catalog::MirrorWish m_wish;
    const QString m_folder;
    catalog::OpenProducts m_products;
    catalog::MirrorPlanning m_planning;
    MirrorForecast m_forecast;
};

} // namespace ui
