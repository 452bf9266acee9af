#pragma once

#include "core/blte/digest.h"
#include "core/catalog/versionservice.h"
#include "core/tact/versiontables.h"

#include <QObject>
#include <QStringList>
#include <functional>
#include <optional>

namespace catalog {

/// A product, as the version services have it now.
struct ProductEntry
{
    QString code;
    quint64 sequenceNumber = 0;
    std::vector<tact::VersionRow> builds; ///< of each region; empty: its versions are not there, or not yet
    QStringList regions;                  ///< those with a build
    QString version;                      ///< of its build with the highest id
    std::optional<blte::Digest> productConfig; ///< of that build
    /// What that config says, where the cache has it: for people, and of the key that everything of the
    /// product is encrypted with (Armadillo), its name. Empty: nothing, or it is not known.
    QString title;
    QString keyName;
};

/// Asks for the summary, then for the versions of every product in it, a few at a time; nobody is asked for
/// their product configs. What is there already can be looked at meanwhile. Lives on the thread of `service`,
/// which outlives it, as do the others. Deleting it ends everything without a word.
class ProductSurvey : public QObject
{
    Q_OBJECT
public:
    ProductSurvey(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                  VersionService &service, QObject *parent = nullptr);

    struct Found
    {
        QList<ProductEntry> products; ///< by code
        QStringList warnings;         ///< of services, products without versions, and rows, by name
        QString service;              ///< that named the products; empty: the cache
    };
    using Done = std::function<void(const core::Result<Found> &)>;
    /// Once. `done` is called once, later. An error only when there is no summary.
    void start(Done done);
    const Found &found() const { return m_found; } ///< so far

Q_SIGNALS:
    void foundMore(); ///< the products, or versions of one of them

private:
    void onSummary(const core::Result<VersionService::Reply> &reply);
    void askMore();
    void onVersions(qsizetype product, const core::Result<VersionService::Reply> &reply);

    void readConfigs();

    transfer::TransferServices &m_services;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    VersionService &m_service;
    Done m_done;
    Found m_found;
    qsizetype m_next = 0;
    qsizetype m_lacking = 0; ///< products whose versions could not be had
    int m_underWay = 0;
};

} // namespace catalog
