#pragma once

#include "app/cli/mirrorrun.h"

namespace app {

/// One run of `mirror --verify`: reads every object of a mirror back from the disk and tells what is missing
/// or wrong. Asks nobody and writes nothing. start() once; finished() comes later.
class MirrorCheck : public QObject
{
    Q_OBJECT
public:
    /// `keys`: those of products that are encrypted as a whole are among them.
    MirrorCheck(const MirrorOptions &options, std::shared_ptr<const blte::KeyStore> keys);
    ~MirrorCheck() override;

    void start();

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    void onPlanned(const catalog::MirrorPlan &plan);
    void feed();
    void onChecked(qsizetype entry, const QList<core::Error> &wrong);
    void end(ExitCode code);

    const MirrorOptions m_options;
    transfer::TransferServices m_services;
    catalog::OpenProducts m_products;
    catalog::MirrorPlanning m_planning;
    MirrorReport m_report;
    catalog::MirrorPlan m_plan;
    MirrorTotals m_totals;
    qsizetype m_next = 0;
    int m_underWay = 0;
};

/// The builds that the tables of a mirror name: of these products, or of all. Blocks.
core::Result<QList<catalog::MirrorWish>> buildsOfMirror(const QString &folder, const QStringList &products);

} // namespace app
