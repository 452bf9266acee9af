#pragma once

#include "core/links/sourcelist.h"

namespace links {

/// What a piece of dropped, pasted or opened text is.
enum class TextKind { Sources, Keys, Nothing };

/// Sources when it begins as a Metalink, Keys when it looks like a key list, otherwise Sources when at least
/// one link is in it, or a line of the form PRODUCT:SELECTION.
TextKind classify(const QString &text);

/// Sources out of any text: a Metalink is read as one; everything else is tried as a list first; when most
/// lines are not sources, every http(s) link found anywhere in the text counts (trailing punctuation cut),
/// and every line of the form PRODUCT:SELECTION, and the rest is not reported as problems.
SourceList sourcesInText(const QString &text);

} // namespace links
