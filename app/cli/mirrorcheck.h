#pragma once

#include "app/cli/mirrorrun.h"
#include "core/catalog/mirrorcheck.h"

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
    void onChecked(const catalog::MirrorEntry &entry, catalog::MirrorCheck::Finding finding,
                   const QList<core::Error> &wrong);
    void onFinished();

    const MirrorOptions m_options;
    transfer::TransferServices m_services;
    catalog::OpenProducts m_products;
    catalog::MirrorCheck m_check;
    MirrorReport m_report;
    MirrorTotals m_totals;
};

} // namespace app
