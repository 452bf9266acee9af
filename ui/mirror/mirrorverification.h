#pragma once

#include "ui/browse/catalogaccess.h"
#include "ui/intake/productrequest.h"
#include "ui/mirror/mirrorforecast.h"

#include <QObject>
#include <memory>

namespace ui {

/// Reads a mirror back: its tables say which builds, their configs and indices which objects. Asks nobody and
/// writes nothing. Never blocks; deleting it ends everything without a word.
class MirrorVerification : public QObject
{
    Q_OBJECT
public:
    MirrorVerification(const CatalogAccess &access, QString folder);
    ~MirrorVerification() override;

    void start();

    const MirrorCheckTotals &totals() const { return m_totals; }
    /// What is to be fetched so that it is whole again. Once ended() came.
    QList<ProductRequest> healing() const;
    /// Its builds with their CDN configs, for whoever fetches and no version service names them any more.
    std::vector<tact::InstalledBuild> builds() const;

Q_SIGNALS:
    /// `path` below the folder, or a product whose build could not be opened.
    void foundWrong(const QString &path, const QList<core::Error> &wrong);
    void ended();
    /// Instead: the folder is no mirror.
    void failed(const core::Error &error);

private:
    void onPlanned(const catalog::MirrorPlan &plan);
    void onChecked(const catalog::MirrorEntry &entry, catalog::MirrorCheck::Finding finding,
                   const QList<core::Error> &wrong);

    const QString m_folder;
    catalog::OpenProducts m_products;
    catalog::MirrorCheck m_check;
    catalog::MirrorHealing m_healing;
    catalog::MirrorPlan m_plan;
    MirrorCheckTotals m_totals;
};

} // namespace ui
