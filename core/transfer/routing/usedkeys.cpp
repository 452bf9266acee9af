#include "core/transfer/routing/usedkeys.h"

#include <QStringBuilder>
#include <QStringList>
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

QString suspicion(const std::vector<blte::UsedKey> &keys)
{
    constexpr std::size_t kMostNamed = 8;
    QStringList names;
    for (std::size_t i = 0; i < std::min(keys.size(), kMostNamed); ++i)
        names << QString::fromStdString(blte::toHex(keys[i].name));
    if (keys.size() > kMostNamed)
        names << QStringLiteral("…");
    return names.isEmpty() ? QString()
                           : QStringLiteral("; perhaps a key is wrong: ") + names.join(QStringLiteral(", "));
}

} // namespace transfer
