#include "core/objectkey.h"

namespace core {

Result<std::optional<blte::ObjectKey>> objectKeyOf(const QString &armadillo, const QUrl &url,
                                                   const blte::KeyStore *keys)
{
    if (armadillo.isEmpty())
        return std::nullopt;
    QString name = url.fileName();
    if (name.endsWith(u".index"))
        name.chop(6);
    const auto digest = blte::digestFromHex(name.toStdString());
    if (!digest) {
        return failure(ErrorKind::SourceNotUnderstood,
                       QStringLiteral("an object that is encrypted as a whole is called by 32 hex digits, "
                                      "not ") +
                           name);
    }
    const auto key = keys ? keys->findArmadillo(armadillo.toStdString()) : std::nullopt;
    if (!key) {
        return failure(ErrorKind::KeyMissing,
                       QStringLiteral("%1 (Armadillo), which the file %1.ak has").arg(armadillo));
    }
    return blte::objectKeyFor(*key, *digest);
}

} // namespace core
