#pragma once

#include "core/blte/digest.h"

#include <QByteArray>
#include <QString>
#include <functional>
#include <optional>

class QIODevice;

namespace cache {

/// What an entry is a copy of. Names are hashes, so an entry never changes; two products may serve other
/// bytes under the same name (one of them encrypted as a whole), so the CDN path belongs to the key.
struct EntryKey
{
    enum class Kind {
        Config,  ///< build, CDN, patch and product configs, key rings: text, named by its MD5
        Index,   ///< `.index` of an archive or of loose files, named by the MD5 of its last 28 bytes
        Merged,  ///< IndexStore over several of these, named by the MD5 of their names in order
        Encoded, ///< an object as served: BLTE, named by its encoding key
        Decoded, ///< a file, named by its content key
        Service, ///< an answer of a version service, named by the MD5 of what was asked; not
                 ///< content-addressed
    };
    Kind kind = Kind::Config;
    QString space; ///< the product's path on the CDN: "tpr/wow"
    blte::Digest name{};
    /// Bytes of the object that the entry holds; all of them without it.
    struct Part
    {
        quint64 first = 0;
        quint64 size = 0;
        bool operator==(const Part &) const = default;
    };
    std::optional<Part> part = {};

    bool operator==(const EntryKey &) const = default;
};

/// Where the entry lies below the cache's folder: "index/00/00b79cc0…-5f1c2d3e4a5b6c7d", with the part behind
/// it.
QString relativePath(const EntryKey &key);

/// What stands behind the bytes of every entry's file: length and MD5 of them, and of what they are a copy.
/// An entry that was cut, mixed up or has rotted is told from a whole one without knowing what it should
/// hold. It is no proof: whoever can write to the folder can make one. Pure.
QByteArray footerOf(const EntryKey &key, QByteArrayView bytes);
QByteArray footerOf(const EntryKey &key, quint64 size, const blte::Digest &md5);
inline constexpr qsizetype kFooterSize = 48;
struct EntryBytes
{
    QByteArray bytes;
    blte::Digest md5{}; ///< of them
};
/// The bytes without the footer; empty when it is not the footer of these bytes and this key.
std::optional<EntryBytes> withoutFooter(const EntryKey &key, QByteArray file);
/// Whether it is the footer of that key and of so many bytes; of which bytes is not looked at.
bool isFooterOf(const EntryKey &key, quint64 size, QByteArrayView footer);

/// The bytes of a file whose key is not known: does its footer fit the bytes, and the name it lies under?
bool isWhole(const QString &relativePath, QByteArrayView file);

enum class Wholeness { Whole, Damaged, Interrupted };
/// The same of a file that may be larger than memory, read in pieces of 1 MiB. `keepOn` is told the bytes of
/// each piece, and ends it with false.
Wholeness readBack(const QString &relativePath, QIODevice &file, const std::function<bool(qint64)> &keepOn);

} // namespace cache
