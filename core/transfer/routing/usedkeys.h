#pragma once

#include "core/blte/keystore.h"

#include <QList>
#include <QString>

namespace transfer {

/// True when `now` has another key for one of the names than was used: what was decrypted with it may be
/// nonsense, and is to be made anew. A key that is not there any more tells nothing. `now` may be null.
bool haveChanged(const std::vector<blte::UsedKey> &used, const blte::KeyStore *now);

/// True when `now` has a key for one of the names that `before` lacked, or had otherwise. Both may be null.
bool hasNews(const QList<blte::KeyName> &names, const blte::KeyStore *before, const blte::KeyStore *now);

/// "; perhaps a key is wrong: NAME, NAME"; empty when none was used.
QString suspicion(const std::vector<blte::UsedKey> &keys);

} // namespace transfer
