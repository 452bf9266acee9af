#pragma once

#include "core/catalog/buildchoice.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/openbuild.h"
#include "core/catalog/versionservice.h"

namespace catalog {

/// From a product's name to a build whose objects can be read: asks the version service which build it is and
/// which hosts have it, and reads its product config, its configs and its key ring.
///
/// The keys of the ring are added to those of the services. Builds that the version service names are
/// remembered. Lives on the thread of the services, which outlive it and what it opens. Never blocks.
/// Deleting it ends everything without a word.
class BuildOpening : public QObject
{
    Q_OBJECT
public:
    struct Means
    {
        transfer::TransferServices &services;
        std::shared_ptr<cache::ObjectCache> cache;
        QString historyPath; ///< of the BuildHistory
        VersionService::Settings service;
        HostWishes hosts;
    };
    BuildOpening(Means means, BuildWish wish, QObject *parent = nullptr);
    ~BuildOpening() override;

    /// Once. `done` is called later, once.
    ///
    /// Errors: BuildUnknown, also when no version service answers and the build is not known otherwise;
    /// BuildNotServed; CdnExhausted when nobody tells which hosts have it; those of ObjectLoader for its
    /// configs; KeyMissing where everything is encrypted with a key that is not there, before anything of the
    /// build is asked for; KeyWrong where it is with another one.
    using Done = std::function<void(const core::Result<std::shared_ptr<OpenBuild>> &build)>;
    void start(Done done);

Q_SIGNALS:
    /// Until it is done; the open build's loader tells what comes after.
    void warned(const catalog::LoadWarning &warning);

private:
    using Reply = core::Result<VersionService::Reply>;

    void ask(ServiceTable table, Reply &reply);
    void onAnswered();
    void onKnown(const QList<BuildRecord> &known);
    core::Result<CdnHosts> hosts();
    const ServiceEndpoint *serverOf(const Reply &reply) const;
    void readProductConfig(const CdnHosts &hosts);
    void onProductConfig(const core::Result<ProductConfig> &config);
    void readConfigs();
    void read(const blte::Digest &name, const QString &what, QByteArray &text);
    core::Error withKey(const core::Error &error) const;
    void readKeyRing();
    void onRead();
    void warn(const QString &object, const QString &detail);
    void warnAll(const QString &object, const QStringList &details);
    void end(core::Result<std::shared_ptr<OpenBuild>> result);

    const Means m_means;
    const BuildWish m_wish;
    Done m_done;
    VersionService m_service;
    Reply m_versions = core::failure(core::ErrorKind::NotFound, {});
    Reply m_cdns = core::failure(core::ErrorKind::NotFound, {});
    int m_underWay = 0; ///< questions, or configs
    ChosenBuild m_chosen;
    std::unique_ptr<ObjectLoader> m_loader;
    std::optional<ProductConfig> m_productConfig;
    QByteArray m_buildConfig;
    QByteArray m_cdnConfig;
};

} // namespace catalog
