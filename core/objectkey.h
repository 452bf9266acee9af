#pragma once

#include "core/blte/keystore.h"
#include "core/blte/objectcipher.h"
#include "core/error.h"

#include <QUrl>
#include <optional>

namespace core {

/// What the bytes at an address of a source are decrypted with; nothing where the source names no key
/// (Source::armadillo). The address, or a file's path, ends with the name of what lies there: 32 hex digits,
/// and perhaps ".index". Pure.
///
/// Errors: KeyMissing when `keys`, which may be null, lack the key; SourceNotUnderstood when the address has
/// no such end.
Result<std::optional<blte::ObjectKey>> objectKeyOf(const QString &armadillo, const QUrl &url,
                                                   const blte::KeyStore *keys);

} // namespace core
