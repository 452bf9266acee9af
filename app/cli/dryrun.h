#pragma once

#include "app/cli/report.h"
#include "app/exitcode.h"
#include "core/transfer/transferservices.h"

namespace app {

/// One run of `get --dry-run`: tells how much the same command would fetch, and what of it is locked. Nothing
/// is fetched but what it takes to know, and nothing is written but the cache.
class DryRun : public QObject
{
    Q_OBJECT
public:
    DryRun(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys);

    /// Once; finished() comes later.
    void start(const Requests &requests);

Q_SIGNALS:
    void finished(app::ExitCode code);

private:
    void tellLink(const queue::Request &request);
    void tell(const ProductRequest &request, const catalog::Forecast &forecast);
    void tellLost(const QString &name, const core::Error &error);
    void end();

    const GetOptions m_options;
    transfer::TransferServices m_services;
    Lookups m_lookups;
    const std::unique_ptr<Report> m_report; ///< of what is lost, and of warnings
    int m_number = 0;
    int m_lost = 0;
    bool m_isOver = false;
};

/// Blocks, in the application's event loop.
ExitCode tellOnly(const GetOptions &options, std::shared_ptr<const blte::KeyStore> keys,
                  const Requests &requests);

} // namespace app
