#include "core/queue/item.h"

namespace queue {

QString Item::displayName() const
{
    if (!name.isEmpty())
        return name;
    return source.mirrors.isEmpty() ? QString()
                                    : source.mirrors.first().toString(
                                          QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

QString Item::host() const
{
    return source.mirrors.isEmpty() ? QString() : source.mirrors.first().host();
}

} // namespace queue
