#pragma once

#include "core/catalog/glob.h"

namespace catalog {

bool isSamePath(std::string_view a, std::string_view b, CaseRule rule);
/// Whether `path` is in the folder or below it; `folder` has no "/" at its end, and the empty one has all.
bool isBelow(std::string_view path, std::string_view folder, CaseRule rule);

/// Where files without a name are put, by their number or key.
inline constexpr std::string_view kUnknownFolder = "unknown";

/// The path of a selection as it is compared: with "/" between folders, and none at either end.
struct PlainPath
{
    std::string path;
    bool isFolder = false; ///< was written as one, with "/" at its end; the empty path is one
};
PlainPath plainPath(std::string_view text);
/// There is a character in it that patterns are made of.
bool mayBeGlob(std::string_view text);

/// The path of a selection, made ready to be held against millions of others. It may mean a file, a folder
/// with all below it (with "/" at its end, or not), or a Glob. "\" counts as "/". Nothing can be escaped: a
/// file or folder whose own name has `*` or `[` in it is meant by this name. Folders and globs are never
/// about kUnknownFolder. A value.
class PathPattern
{
public:
    /// UTF-8; any text.
    PathPattern(std::string_view text, CaseRule rule);

    /// How a path is meant, the strongest last: where one of the paths is meant in a stronger way, the weaker
    /// ones are not meant at all.
    enum class Match { None, Glob, Below, Exact };
    Match match(std::string_view path) const;
    /// With "/" between folders, and none at either end.
    const std::string &path() const { return m_path; }

private:
    std::string m_path;
    CaseRule m_rule;
    bool m_isFolder; ///< was written so, and is no file
    Glob m_glob;
};

} // namespace catalog
