#pragma once

#include "core/source.h"

#include <QByteArray>
#include <cstdint>
#include <span>

namespace transfer {

/// What a web page means that comes where a file was asked for. A portal's or an error's page is to be told
/// from a page that somebody wants; servers call anything text/html, and names have dots in them.
enum class PagePolicy {
    Welcome, ///< it may be what is wanted
    Suspect, ///< the name is that of another kind of file: what is sent as a page, and is one, is something
             ///< else
    Never,   ///< a digest names the bytes: what begins like a page is something else, whatever it is called
};
PagePolicy pagePolicy(const core::Source &source);

/// The bytes are proven to be no page where they are what the source means: even to be called one is wrong.
bool refusesPageTypes(const core::Source &source);

/// Whether the server calls it a web page.
bool isPageType(const QByteArray &contentType);
/// Whether a body that begins with these bytes is a web page, as far as they tell.
bool looksLikePage(std::span<const std::uint8_t> bytes);

} // namespace transfer
