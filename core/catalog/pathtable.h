#pragma once

#include "core/catalog/pathhash.h"
#include "core/catalog/pathpattern.h"

#include <QStringList>
#include <cstdint>
#include <vector>

namespace catalog {

/// The paths of a selection of several, each different one once, made ready to be held against millions of
/// others: files and folders are found by a hash of a path and of each folder that it is in, so it does not
/// matter how many paths there are. Globs are not found here, but for what is named so. A value. Memory: 100
/// bytes and the text for a path.
class PathTable
{
public:
    PathTable(const QStringList &paths, CaseRule rule);

    struct Part
    {
        PlainPath plain;
        QString text; ///< as it was written
    };
    const std::vector<Part> &parts() const { return m_parts; }

    /// `call(number, match)` for each part that means the path, as Match::Exact or Match::Below of
    /// PathPattern.
    template <typename Call>
    void visit(std::string_view path, Call call) const
    {
        const bool isUnknown = isBelow(path, kUnknownFolder, CaseRule::Insensitive);
        std::uint64_t hash = m_hash.ofNothing();
        for (std::size_t size = 0; size < path.size(); ++size) {
            if (path[size] == '/' && !isUnknown && mayHave(hash))
                callAll(path.substr(0, size), hash, PathPattern::Match::Below, call);
            hash = m_hash.extended(hash, path[size]);
        }
        if (mayHave(hash))
            callAll(path, hash, PathPattern::Match::Exact, call);
    }

private:
    struct Row
    {
        std::uint64_t hash = 0;
        std::uint32_t part = 0;
    };

    bool mayHave(std::uint64_t hash) const { return m_filter[hash >> m_shift]; }
    std::vector<Row>::const_iterator firstOf(std::uint64_t hash) const;

    template <typename Call>
    void callAll(std::string_view path, std::uint64_t hash, PathPattern::Match match, Call &call) const
    {
        for (auto row = firstOf(hash); row != m_rows.end() && row->hash == hash; ++row) {
            const PlainPath &plain = m_parts[row->part].plain;
            const bool isMeant = match == PathPattern::Match::Below || !plain.isFolder;
            if (isMeant && isSamePath(path, plain.path, m_rule))
                call(std::size_t{row->part}, match);
        }
    }

    CaseRule m_rule;
    PathHash m_hash;
    std::vector<Part> m_parts;
    std::vector<Row> m_rows;    ///< by hash
    std::vector<bool> m_filter; ///< by the first bits of a hash: there may be a row
    int m_shift = 0;            ///< leaves these bits
};

} // namespace catalog
