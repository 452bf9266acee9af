#include "core/catalog/openbuild.h"

#include "core/catalog/objectfinder.h"
#include "core/catalog/objectloader.h"

#include <utility>

namespace catalog {

OpenBuild::OpenBuild(std::shared_ptr<const Build> named, std::unique_ptr<ObjectLoader> objects,
                     std::unique_ptr<ObjectFinder> places)
    : build(std::move(named))
    , loader(std::move(objects))
    , finder(std::move(places))
{
}

OpenBuild::~OpenBuild() = default;

} // namespace catalog
