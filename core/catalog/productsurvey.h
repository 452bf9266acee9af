#pragma once

#include "core/catalog/versionservice.h"

#include <QObject>
#include <QStringList>
#include <functional>

namespace catalog {

/// A product, as the version services have it now.
struct ProductEntry
{
    QString code;
    quint64 sequenceNumber = 0;
    QStringList regions; ///< those with a build; empty when its versions could not be had
    QString version;     ///< of its build with the highest id
};

/// Asks for the summary, then for the versions of every product in it, a few at a time. Lives on the thread
/// of `service`, which outlives it. Deleting it ends everything without a word.
class ProductSurvey : public QObject
{
    Q_OBJECT
public:
    explicit ProductSurvey(VersionService &service, QObject *parent = nullptr);

    struct Found
    {
        QList<ProductEntry> products; ///< by code
        QStringList warnings;         ///< of services and rows, by name
    };
    using Done = std::function<void(const core::Result<Found> &)>;
    /// Once. `done` is called once, later. An error only when there is no summary.
    void start(Done done);

private:
    void onSummary(const core::Result<VersionService::Reply> &reply);
    void askMore();
    void onVersions(qsizetype product, const core::Result<VersionService::Reply> &reply);

    VersionService &m_service;
    Done m_done;
    Found m_found;
    qsizetype m_next = 0;
    int m_underWay = 0;
};

} // namespace catalog
