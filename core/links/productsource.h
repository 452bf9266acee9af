#pragma once

#include "core/error.h"
#include "core/fileselection.h"

namespace links {

/// Which manifest of a build names its files, in the order of catalog::NamingManifest.
enum class Manifest { Root, Tvfs, Install, Download };

/// How the build is opened, and its files are named, where that is not as usual. A value.
struct ProductOptions
{
    QString locale;                   ///< a name that tact::localeBit() knows; empty: the usual one, enUS
    QString tags;                     ///< "A,B,!C" (tact::parseTagQuery()); empty: the usual ones
    std::optional<Manifest> manifest; ///< empty: the best there is
    std::optional<blte::Digest> cdnConfig; ///< of a build that only its hash is known of

    bool operator==(const ProductOptions &) const = default;
};

/// `PRODUCT[@BUILD][;OPTION=VALUE…]:SELECTION`: files of a build, by the code of its product in the version
/// service. A value.
struct ProductSource
{
    QString product; ///< 2 to 32 of a-z, 0-9 and "_"
    QString build;   ///< hash of a build config, version, build id or region; empty: the region's current one
    core::FileSelection selection;
    ProductOptions options = {};

    bool operator==(const ProductSource &) const = default;
};

/// Whether the text has the form of one, so that what is wrong with it is told as of one. Never: an address
/// ("http:", "https:", or any scheme with "//" behind it), a drive ("c:"), prose ("Note: a blank behind it"),
/// a line with an address in it ("10:30 http://host/x").
bool looksLikeProductSource(const QString &text);

/// Longest text of one, characters: 50,000 paths and more.
inline constexpr qsizetype kLongestProductSource = qsizetype{8} << 20;

/// SELECTION is empty (everything), a path, a folder or a glob (`*` within a folder, `**` across them, `?`,
/// `[…]`; "\" is taken for "/"), several of these with "|" between them, `fdid=1,2,7-9`, or `ckey=` or
/// `ekey=` with whole keys, parted by commas. A "|" in a name is written "||"; where the names are known, one
/// that is the whole text counts before the parts (catalog::select()).
///
/// Options are `locale=deDE`, `tags=A,B,!C`, `manifest=root|tvfs|install|download` and `cdn=HEX` (a CDN
/// config's hash); what cannot stand there by itself (blanks, ":", "/", ";", "\", "%") is percent-encoded.
///
/// SourceNotUnderstood with the reason in words: also for a key that was cut, or filled up with zeros, as
/// manifests and tools show them. It is the beginning of a key and no key: nothing may be asked for by it.
core::Result<ProductSource> productSourceFromText(const QString &text);

/// What is kept of a product's files.
enum class Keep {
    Files,
    Mirror, ///< all that is needed for them, as their CDN has it: in lists and the like "mirror " stands
            ///< before
};
/// What such a line means, and what is left of it.
struct KeptText
{
    Keep keep = Keep::Files;
    QString text;
};
KeptText keptFromText(QStringView line);

/// Which files are meant depends on it.
bool isNamingWished(const ProductOptions &options);

/// productSourceFromText() gives the same back, unless a path has "://" in it, or what no path may have.
QString toText(const ProductSource &source);

/// The same for messages: of a text of megabytes the beginning.
QString shownText(const ProductSource &source);

/// A key of which only the first bytes are there, zeros behind them. One of 2^48 real ones looks like that.
bool isShortenedKey(const blte::Digest &key);

} // namespace links
