#pragma once

#include "core/catalog/versionservice.h"

#include <QTimer>

namespace transfer {
class ObjectFetch;
}

namespace catalog {

/// One question to the version services. Deletes itself once it has answered.
class ServiceInquiry : public QObject
{
    Q_OBJECT
public:
    struct Question
    {
        ServiceTable table = ServiceTable::Versions;
        QString product;
    };
    /// What the cache has.
    struct Known
    {
        std::optional<ServiceAnswer> answer;
        bool isDamaged = false;
    };
    /// The channel service of an endpoint of that layout; outlives this.
    using ChannelOf = std::function<ChannelService &(const ServiceEndpoint &endpoint)>;
    ServiceInquiry(transfer::TransferServices &services, std::shared_ptr<cache::ObjectCache> cache,
                   VersionService::Settings settings, ChannelOf channelOf, Question question,
                   VersionService::Done done, QObject *parent);
    ~ServiceInquiry() override;

    void start();

private:
    void onKnown(const Known &known);
    void askNext();
    void askFolder(const QUrl &url);
    void askHost(const QUrl &url);
    void askChannel(const ServiceEndpoint &endpoint);
    void onAnswer(const core::Result<QByteArray> &bytes);
    void onLimit();
    const ServiceEndpoint &asked() const { return m_settings.endpoints[m_next - 1]; }
    std::chrono::milliseconds limit() const;
    void note(const QString &what);
    void keepAndEnd(const ServiceAnswer &answer);
    void end(const core::Result<VersionService::Reply> &reply);
    QString subject() const;

    transfer::TransferServices &m_services;
    const std::shared_ptr<cache::ObjectCache> m_cache;
    const VersionService::Settings m_settings;
    const ChannelOf m_channelOf;
    const Question m_question;
    const VersionService::Done m_done;
    std::optional<ServiceAnswer> m_known; ///< of an earlier run, or of another service
    qsizetype m_next = 0;                 ///< the endpoint to be asked next; the one before is under way
    QStringList m_said;                   ///< by the cache and by those that were asked
    transfer::ObjectFetch *m_fetch = nullptr;
    QTimer m_limit;
};

} // namespace catalog
