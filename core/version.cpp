#include "core/version.h"

namespace core {

QString version()
{
    return QStringLiteral(SLUICE_VERSION);
}

} // namespace core
