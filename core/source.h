#pragma once

#include "core/blte/keys.h"
#include "core/checksum.h"
#include "core/error.h"
#include "core/requestheader.h"

#include <QList>
#include <QUrl>
#include <optional>

namespace core {

/// Bytes `first` to `last` of a resource, both inclusive as in RFC 9110.
struct ByteRange
{
    qint64 first = 0;
    qint64 last = 0;
    qint64 size() const { return last - first + 1; }
    bool operator==(const ByteRange &) const = default;
};

/// What was asked for: one file, where its bytes may be had, and what is known about them beforehand.
/// A value; thread-safe as values are.
struct Source
{
    /// Addresses (core/address.h) of the same bytes, in order of preference. Of a product's files also those
    /// in a folder of the disk ("file:"), which no text form of a source can name.
    QList<QUrl> mirrors;
    /// So many at the front are asked alike; each of the others only while none before it can be. 0: all are.
    qsizetype primaries = 0;
    std::optional<blte::EncodingKey> encodingKey;
    std::optional<blte::ContentKey> contentKey;
    std::optional<Checksum> checksum; ///< of the decoded file, besides its content key
    std::optional<ByteRange> slice;   ///< the object is these bytes of the resource (an archive)
    std::optional<qint64> decodedSize;
    std::optional<qint64> encodedSize; ///< of the whole object as served; a slice tells that itself
    /// Of the key that the resources are encrypted with as a whole (blte::ArmadilloKey), its name; the key
    /// itself is the key store's to know. Empty: they are not.
    QString armadillo;
    QString name; ///< relative target path with '/'; empty: derive it from the URL
    /// What requests for it carry besides, at the site of the first mirror and nowhere else. Secrets.
    QList<RequestHeader> headers;
    /// A set of files, as it was asked for ("PRODUCT:SELECTION"). Where their bytes are is written in its
    /// plan (core/setplan.h), and nothing else stands here but its name. Empty: it is one file.
    QString set;

    bool operator==(const Source &) const = default;
};

/// The one-line form of the command line and of lists:
/// URL[#bytes=…&ekey=…&ckey=…&sha-256=…&size=…&esize=…&name=…&primaries=…&armadillo=…&header=…], further
/// mirrors after tabs. Only the grammar; links::sourceFromText adds what a CDN path implies; md5= is ckey=.
Result<Source> sourceFromLine(const QString &line);
/// The inverse: sourceFromLine(toLine(s)) == s. Of a set what it was asked for as, which is no such line.
QString toLine(const Source &source);
/// The same without the users and passwords of its addresses, and without headers: for everything that is
/// shown, printed or copied.
Source withoutCredentials(Source source);
/// Text, such as a message, without what stands before the '@' of any address in it, and without the headers
/// in its fragment.
QString withoutCredentials(const QString &text);
/// What two sources for the same bytes have in common: the encoding key, wherever the object lies, for it
/// names the bytes (the same object stands in several archives, and in each at another place); without one
/// the first address, the slice of it and what it is decrypted with.
QString identity(const Source &source);

/// The last segment of the first URL's path, percent-decoded; may be empty.
QString nameFromUrl(const QUrl &url);

} // namespace core
