#pragma once

#include "core/links/productsource.h"
#include "core/source.h"

namespace links {

/// One entry of a list: a source and what its indented option lines said.
struct ListEntry
{
    core::Source source;
    QString folder; ///< dir=, may be empty
    int line = 0;   ///< where it stands, from 1
};

/// One entry of a list that names files of a product.
struct ProductEntry
{
    ProductSource source;
    QString folder; ///< dir=, may be empty
    int line = 0;   ///< where it stands, from 1
    Keep keep = Keep::Files;
};

/// What a problem costs.
enum class Loss {
    Source, ///< a source is not fetched
    Option, ///< an option does not count; the source is fetched
};

struct ListProblem
{
    int line = 0;
    QString text; ///< the line, cut to 200 characters
    core::Error error;
    Loss loss = Loss::Source;
};

/// A person reads the first few; a wrong file of 100 MB must not become a list of 50 million complaints.
constexpr qsizetype kMostProblems = 1000;

struct SourceList
{
    QList<ListEntry> entries;
    QList<ProductEntry> products;
    QList<ListProblem> problems; ///< the first kMostProblems
    qint64 moreProblems = 0;     ///< how many there were beyond these
    qint64 lostSources = 0;      ///< how many of all of them cost a source
};

/// The list file: one source a line, mirrors separated by tabs, indented lines set aria2's options
/// (out=, dir=, checksum=md5=…, checksum=sha-256=… and its like, ekey=, ckey=), '#' at the start of a line is
/// a comment. A line may name files of a product instead (productsource.h), also behind "mirror", below which
/// only dir= counts. Also as people write them: addresses indented, numbered, quoted or in angle brackets. A
/// line is one address to its end, blanks included; two of them on a line are a problem, because nobody can
/// say whether they are mirrors.
///
/// An option that is not known costs nothing but itself; one that is known, but cannot be read, costs its
/// source, which would be fetched without what it asks for. A line longer than 64 KiB is a problem, unless it
/// names files of a product. Linear in the text; 100 MB of text is read without trouble.
SourceList parseSourceList(const QString &text);

/// The same as a list: parseSourceList() gives every source and folder back. Name, checksum and folder stand
/// in option lines, which aria2 reads too; what these cannot say (slice, size, a name that ends in a blank)
/// stands in the fragment. A folder that cannot stand on a line is left out; so are entries without a mirror.
QString toSourceList(const QList<ListEntry> &entries);

} // namespace links
