#pragma once

#include "core/catalog/build.h"
#include "core/catalog/productconfig.h"

#include <memory>
#include <optional>

namespace catalog {

class ObjectFinder;
class ObjectLoader;
struct WantedFile;

/// A build whose objects can be read. Lives on the thread of the services.
struct OpenBuild
{
    OpenBuild(std::shared_ptr<const Build> named, std::unique_ptr<ObjectLoader> objects,
              std::unique_ptr<ObjectFinder> places);
    ~OpenBuild();
    Q_DISABLE_COPY_MOVE(OpenBuild)

    const std::shared_ptr<const Build> build;
    const std::unique_ptr<ObjectLoader> loader; ///< tells the warnings of all that reads the build
    const std::unique_ptr<ObjectFinder> finder;
    std::optional<quint64> sequenceNumber; ///< of the version service's answer
    QString service; ///< that named the build: host or folder; empty: it was known without one
    std::optional<ProductConfig> productConfig; ///< where the version service named one, and it could be had
    qint64 serviceBytes = 0; ///< of the version service's answers, as they came over the network
    /// Manifests and other files that OpenProducts::openTree() read to name the build's files.
    QList<WantedFile> readForNames;
};

} // namespace catalog
