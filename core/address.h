#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QString>
#include <QUrl>

namespace core {

/// An http or https address as it was given, and what stood behind its '#'.
struct Address
{
    QUrl url; ///< see addressFromText()
    QString fragment;
};

/// The one way by which an address comes in: from the command line, a list, a Metalink, a drop, a dialog.
///
/// Reads what browsers read (WHATWG URL): blanks around it do not count, "\" before the query is "/", what
/// RFC 3986 does not allow (a blank, quotes, brackets, braces, '%' without digits, non-ASCII text as UTF-8)
/// is percent-encoded. Everything that it does allow stays byte for byte: "%7E" and "~", "%2f" and "%2F",
/// "//" and "/../" are other requests to a server that counts bytes, as those do that check a signature.
///
/// SourceNotUnderstood, with the reason in words: another scheme, no host, a character that no address can
/// hold (control characters, U+FFFD where text was broken).
///
/// QUrl cannot hold all of that. Where it would send something else, the bytes to be sent lie in the fragment
/// of `url`; requestTarget() and addressText() know, and QUrl's own functions for path and query are right
/// up to what RFC 3986 calls equivalent.
Result<Address> addressFromText(const QString &text);

/// Path and query as they go into the request line: "/a%7Eb?x=%2f". For any http(s) QUrl.
QByteArray requestTarget(const QUrl &url);
/// Whether QUrl's own form of the target is another than requestTarget().
bool hasOwnTarget(const QUrl &url);

/// The whole address, ASCII only: addressFromText() gives the same url back. With user and password, if any.
QString addressText(const QUrl &url);

/// `url`, to which `reference` (a redirect's Location) led, asking for its bytes as they stand there: where
/// the reference is an address or begins with '/'. A relative path is resolved, and so written anew, anyway.
QUrl withTargetOf(const QUrl &url, const QByteArray &reference);

/// "U+001B (control character)", for messages.
QString describeCharacter(char32_t character);

} // namespace core
