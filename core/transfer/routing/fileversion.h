#pragma once

#include "core/blte/chunktable.h"
#include "core/http/responsehead.h"
#include "core/source.h"

#include <optional>

namespace transfer {

/// What one answer tells about the version of the file that it is, or is part of. A value.
struct FileVersion
{
    QString place; ///< host[:port] that sent it, after all redirects
    QByteArray etag;
    QByteArray lastModified;
    bool operator==(const FileVersion &) const = default;
};
FileVersion versionOf(const http::ResponseHead &head);

/// Whether two answers are of one version of the file.
enum class Likeness {
    Same,     ///< proven by what their servers say
    Unproven, ///< nobody says
    Other,    ///< proven to be none
};

/// The rule, as a table:
///
///     validators                                  same place   another place
///     none in both                                Unproven     Unproven
///     a weak ETag alone, equal                    Unproven     Unproven
///     a strong ETag alone, equal                  Same         Unproven
///     Last-Modified, equal, with or without       Same         Unproven
///       an equal weak ETag
///     Last-Modified and a strong ETag, both equal Same         Same
///     one that differs, appears or goes           Other        Unproven
///
/// A strong ETag is one in quotes that is not empty; a Last-Modified that is no date, or one before there was
/// HTTP (1990), proves nothing. A place is the host that answers in the end: which mirror or redirect led to
/// it does not matter. The lengths are compared elsewhere (http::acceptResponse).
Likeness likenessOf(const FileVersion &a, const FileVersion &b);
/// Two answers that both tell this are of one version.
bool isProvable(const FileVersion &version);
/// It is known by its validators at any place.
bool isKnownAnywhere(const FileVersion &version);

/// What a server says by which a later answer of the same address can be told from this one: ETag,
/// Last-Modified and complete length. Empty when it says neither of the first two.
QByteArray versionText(const FileVersion &version, std::optional<qint64> completeLength);

enum class Sameness { Same, Other, Unknown };
/// Whether an address still holds what it held `then`. A pure function of two versionText(), by the rule of
/// likenessOf().
Sameness isStill(const QByteArray &then, const QByteArray &now);

/// Only the versions of answers tell whether they belong together: neither the chunks nor the whole file have
/// a digest.
bool needsVersion(const blte::ChunkTable &table, const core::Source &source);

/// For a detail: `"one", Sun, 06 Nov 1994 08:49:37 GMT at host`.
QString shown(const FileVersion &version);

/// Of which version the bytes are that a transfer has, and what follows for the answers to come. No I/O.
class OneVersion
{
public:
    /// The file was described by this mirror.
    void begin(int mirror, const FileVersion &version) { m_lead = Lead{mirror, version}; }
    /// What every answer must be of; empty when digests tell.
    std::optional<FileVersion> wanted() const;
    /// Nothing of another answer can be put behind what came with the first one.
    bool isOneAnswer() const { return m_lead && !isProvable(m_lead->version); }
    /// A mirror whose version is not that of the file as it was begun can serve it only from its beginning.
    bool isForeign(int mirror) const { return m_lead && m_lead->mirror != mirror; }
    int lead() const { return m_lead ? m_lead->mirror : -1; }

private:
    struct Lead
    {
        int mirror = -1;
        FileVersion version;
    };
    std::optional<Lead> m_lead;
};

} // namespace transfer
