#pragma once

#include "core/error.h"

#include <QStringList>

namespace links {

/// Whether the text is a link of the scheme `sluice:`, by which a web page offers downloads, so that what is
/// wrong with it is told as of one.
bool looksLikeOffer(const QString &text);

/// `sluice:add?url=ADDRESS&url=…`: what it offers, a line each, as lists have them: http(s) addresses with
/// their fragments, or files of products. Percent-encoded as in any query. Nothing else is known to it: no
/// folder, no option, no key, no file of this computer. Whoever shows the lines to the user is the one who
/// asks.
///
/// SourceNotUnderstood with the reason in words.
core::Result<QStringList> offeredSources(const QString &link);

} // namespace links
