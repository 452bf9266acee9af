#pragma once

#include "core/cache/objectcache.h"
#include "core/catalog/objectloader.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"
#include "tests/support/bytes.h"
#include "tests/support/ngdp/networkserver.h"

#include <QTemporaryDir>
#include <QTest>
#include <optional>

namespace support {

/// What the parts of the catalog work with, on a folder of its own.
struct CatalogBed
{
    CatalogBed()
    {
        transfer::Tuning tuning = services.tuning;
        tuning.retry.firstBackoff = std::chrono::milliseconds(1);
        services.setTuning(tuning);
    }

    std::unique_ptr<catalog::ObjectLoader> loaderFor(ngdp::NetworkServer &server)
    {
        catalog::ObjectLoader::Settings settings;
        settings.hosts.folder = QStringLiteral("tpr/wow");
        for (std::size_t i = 0; i < server.hosts(); ++i) {
            QUrl base = server.host(i).url("");
            base.setPath({});
            settings.hosts.hosts.append({base, catalog::CdnHost::Rank::Primary, {}});
        }
        return loaderWith(settings);
    }
    std::unique_ptr<catalog::ObjectLoader> offlineLoader()
    {
        catalog::ObjectLoader::Settings settings;
        settings.hosts.folder = QStringLiteral("tpr/wow");
        settings.isOffline = true;
        return loaderWith(settings);
    }
    std::unique_ptr<catalog::ObjectLoader> loaderWith(const catalog::ObjectLoader::Settings &settings)
    {
        auto loader = std::make_unique<catalog::ObjectLoader>(services, objects, settings);
        QObject::connect(loader.get(), &catalog::ObjectLoader::warned, loader.get(),
                         [this](const catalog::LoadWarning &warning) { warnings.append(warning); });
        return loader;
    }
    QString told() const
    {
        QStringList all;
        for (const catalog::LoadWarning &warning : warnings)
            all << warning.object + u' ' + warning.host + u": " + warning.detail;
        return all.join(u'\n');
    }

    QTemporaryDir folder;
    transfer::TransferServices services;
    std::shared_ptr<cache::ObjectCache> objects =
        std::make_shared<cache::ObjectCache>(folder.filePath(QStringLiteral("cache")), 256 << 20);
    QList<catalog::LoadWarning> warnings;
};

/// What `ask(done)` is told, from the event loop.
template <typename Result, typename Ask>
Result answerOf(Ask ask)
{
    std::optional<Result> answer;
    ask([&](const Result &result) { answer = result; });
    if (!QTest::qWaitFor([&] { return answer.has_value(); }, 30'000))
        return core::failure(core::ErrorKind::Internal, QStringLiteral("no answer"));
    return *answer;
}

} // namespace support
