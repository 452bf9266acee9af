#include "core/transfer/usedkeys.h"

#include <algorithm>

namespace transfer {

bool haveChanged(const std::vector<blte::UsedKey> &used, const blte::KeyStore *now)
{
    return now && std::any_of(used.begin(), used.end(), [now](const blte::UsedKey &key) {
               const auto known = now->find(key.name);
               return known && blte::checkOf(*known) != key.check;
           });
}

bool hasNews(const QList<blte::KeyName> &names, const blte::KeyStore *before, const blte::KeyStore *now)
{
    return now && std::any_of(names.begin(), names.end(), [before, now](blte::KeyName name) {
               const auto key = now->find(name);
               return key && (!before || before->find(name) != key);
           });
}

} // namespace transfer
