#pragma once

#include "core/blte/keystore.h"
#include "core/cache/entry.h"
#include "core/catalog/cdnobject.h"

#include <memory>

namespace catalog {

/// Most bytes of an object that are taken into memory, decoded.
qint64 largestOf(const CdnObject &object);
/// Likewise, as served: what hardly shrinks is larger by its header.
qint64 largestServed(const CdnObject &object);

/// What these bytes of a server are as the object: proven by its names, a file decoded. Any thread.
///
/// Errors, whose detail is the rest of a sentence about the object: WrongContent for a web page;
/// ChunkDigestWrong (of a file ContentKeyWrong and those of BLTE) for what is damaged or another object;
/// KeyMissing and KeyWrong where a key lacks.
core::Result<QByteArray> objectFromServed(const CdnObject &object, const QByteArray &bytes,
                                          const std::shared_ptr<const blte::KeyStore> &keys);
/// The same of the bytes that the cache has under entryKeyOf(). A file of millions of bytes is not hashed
/// again.
core::Result<QByteArray> objectFromCache(const CdnObject &object, const cache::EntryBytes &entry,
                                         const std::shared_ptr<const blte::KeyStore> &keys);

} // namespace catalog
