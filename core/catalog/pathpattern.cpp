#include "core/catalog/pathpattern.h"

#include "core/tact/text.h"

#include <algorithm>

namespace catalog {

namespace {

std::string withSlashes(std::string_view text)
{
    std::string path(text);
    std::replace(path.begin(), path.end(), '\\', '/');
    path.erase(0, std::min(path.find_first_not_of('/'), path.size()));
    return path;
}

std::string withoutSlashAtEnd(std::string path)
{
    path.resize(path.find_last_not_of('/') + 1);
    return path;
}

} // namespace

bool isSamePath(std::string_view a, std::string_view b, CaseRule rule)
{
    return a.size() == b.size() && (rule == CaseRule::Insensitive ? tact::isSameName(a, b) : a == b);
}

bool isBelow(std::string_view path, std::string_view folder, CaseRule rule)
{
    if (folder.empty())
        return true;
    return path.size() > folder.size() && path[folder.size()] == '/' &&
           isSamePath(path.substr(0, folder.size()), folder, rule);
}

PlainPath plainPath(std::string_view text)
{
    std::string path = withSlashes(text);
    const bool isFolder = path.empty() || path.ends_with('/');
    return {withoutSlashAtEnd(std::move(path)), isFolder};
}

bool mayBeGlob(std::string_view text)
{
    return text.find_first_of("*?[") != std::string_view::npos;
}

PathPattern::PathPattern(std::string_view text, CaseRule rule)
    : m_path(withSlashes(text))
    , m_rule(rule)
    , m_isFolder(m_path.empty() || m_path.ends_with('/'))
    , m_glob(m_isFolder ? m_path + "**" : m_path, rule)
{
    if (m_isFolder && Glob(m_path, rule).isPlain())
        m_glob = Glob({}, rule); // isBelow() says the same faster
    m_path = withoutSlashAtEnd(std::move(m_path));
}

PathPattern::Match PathPattern::match(std::string_view path) const
{
    if (!m_isFolder && isSamePath(path, m_path, m_rule))
        return Match::Exact;
    const bool isBelowIt = isBelow(path, m_path, m_rule);
    if (!isBelowIt && !m_glob.matches(path))
        return Match::None;
    if (isBelow(path, kUnknownFolder, CaseRule::Insensitive))
        return Match::None;
    return isBelowIt ? Match::Below : Match::Glob;
}

} // namespace catalog
