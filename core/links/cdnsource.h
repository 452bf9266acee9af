#pragma once

#include "core/source.h"
#include "core/tact/cdnpath.h"

namespace links {

/// What an address's path says of a CDN's object; see tact::parseCdnPath.
std::optional<tact::CdnPath> cdnPath(const QUrl &url);
/// Of the first mirror whose path says something: mirrors serve the same bytes.
std::optional<tact::CdnPath> impliedPath(const core::Source &source);

/// sourceFromLine plus what the path implies: a data path without slice and without ".index" names the
/// encoding key; a config path is plain text whose MD5 is its name (content key). Explicit fragment values
/// win.
core::Result<core::Source> sourceFromText(const QString &line);

/// A mirror as people write it: scheme://host[:port][/prefix]. Without query and fragment:
/// ?maxhosts=4&fallback=1 of a CDN's server list says nothing to us, and a token of one host is no other's.
core::Result<QUrl> mirrorBase(const QString &text);
/// Adds such a base as another mirror: the first mirror's path is appended to it.
core::Result<void> addMirror(core::Source &source, const QString &base);

/// The source with the user's own mirrors behind what it names itself, when its path is a CDN's: such a path
/// means the same bytes everywhere. Bases that are none are passed over.
core::Source withMirrors(core::Source source, const QStringList &bases);
/// The same behind all others: each of them only while none before it can be asked.
core::Source withLastMirrors(core::Source source, const QStringList &bases);

} // namespace links
