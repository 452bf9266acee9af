#include "core/catalog/pathselection.h"

#include "core/catalog/gathering.h"
#include "core/catalog/pathtable.h"

#include <algorithm>

namespace catalog {

namespace {

using Match = PathPattern::Match;

/// No name is longer; a text that is may be many names, and is not one.
constexpr qsizetype kLongestName = 4096;

/// What all of them are together, should that be the name of one file or folder.
QString wholeName(const QStringList &paths)
{
    const QString whole = paths.size() > 1 ? paths.join(u'|') : QString();
    return whole.size() <= kLongestName ? whole : QString();
}

/// A selection of several paths that is held against a tree.
class PathsWalk
{
public:
    PathsWalk(const FileTree &tree, const QStringList &paths, const QString &whole, const QString &product,
              qsizetype most)
        : m_tree(tree)
        , m_product(product)
        , m_table(whole.isEmpty() ? paths : QStringList(paths) << whole, tree.caseRule())
        , m_strongest(m_table.parts().size(), Match::None)
        , m_parts(m_strongest.size() - (whole.isEmpty() ? 0 : 1))
        , m_all(most)
    {
        const auto isAboutUnknown = [](const PathTable::Part &part) {
            return isBelow(part.plain.path, kUnknownFolder, CaseRule::Insensitive);
        };
        m_isAboutUnknown = std::any_of(m_table.parts().begin(), m_table.parts().end(), isAboutUnknown);
    }

    /// First. A part that is the name of a file does not mean the folder of this name: where both are there,
    /// and the folder came first, all is looked at once more.
    void findNames()
    {
        bool isSettled = false;
        while (!isSettled) {
            isSettled = true;
            m_all.clear();
            m_all.found.warnings = m_tree.visit([&](const TreeFile &file) {
                bool isMeant = false;
                visitNames(file, [&](std::size_t part, Match match) {
                    Match &strongest = m_strongest[part];
                    isSettled = isSettled && (match <= strongest || strongest == Match::None);
                    strongest = std::max(strongest, match);
                    isMeant = isMeant || match == strongest;
                });
                if (isMeant)
                    m_all.add(file);
            });
        }
    }

    /// After findNames().
    bool isWhole() const { return m_parts < m_strongest.size() && m_strongest.back() != Match::None; }

    /// Likewise, of several.
    core::Result<Selection> rest()
    {
        findGlobs();
        findHashes();
        tellAbsent();
        if (m_all.isEmpty())
            return core::failure(allAbsent(m_all.found.absent));
        return m_all.found;
    }

private:
    template <typename Call>
    void visitNames(const TreeFile &file, Call call) const
    {
        if (!file.path.empty())
            m_table.visit(file.path, call);
        else if (m_isAboutUnknown)
            m_table.visit(unknownPath(file), call);
    }

    bool isNamed(const TreeFile &file) const
    {
        bool isMeant = false;
        visitNames(file,
                   [&](std::size_t part, Match match) { isMeant = isMeant || match == m_strongest[part]; });
        return isMeant;
    }

    /// Of the parts that no name fits.
    void findGlobs()
    {
        struct OpenGlob
        {
            std::size_t part = 0;
            PathPattern pattern;
        };
        std::vector<OpenGlob> globs;
        for (std::size_t part = 0; part < m_parts && globs.size() < kMostGlobs; ++part) {
            const QString &text = m_table.parts()[part].text;
            if (m_strongest[part] == Match::None && mayBeGlob(text.toStdString()))
                globs.push_back({part, PathPattern(text.toStdString(), m_tree.caseRule())});
        }
        if (globs.empty())
            return;
        m_tree.visit([&](const TreeFile &file) {
            bool isMeant = false;
            for (const OpenGlob &glob : globs) {
                if (file.path.empty() || glob.pattern.match(file.path) == Match::None)
                    continue;
                m_strongest[glob.part] = Match::Glob;
                isMeant = true;
            }
            if (isMeant && !isNamed(file))
                m_all.add(file);
        });
    }

    void findHashes()
    {
        std::vector<std::string_view> paths;
        for (std::size_t part = 0; part < m_parts; ++part) {
            if (m_strongest[part] == Match::None && !m_table.parts()[part].plain.isFolder)
                paths.push_back(m_table.parts()[part].plain.path);
        }
        if (paths.empty())
            return;
        m_tree.visitByHash(paths, [&](const TreeFile &file) {
            m_table.visit(file.path, [&](std::size_t part, Match match) {
                if (match == Match::Exact)
                    m_strongest[part] = match;
            });
            m_all.add(file);
        });
    }

    void tellAbsent()
    {
        std::vector<std::string> paths;
        QStringList names;
        qsizetype more = 0;
        for (std::size_t part = 0; part < m_parts; ++part) {
            if (m_strongest[part] != Match::None)
                continue;
            if (names.size() == kMostNamed) {
                ++more;
                continue;
            }
            paths.push_back(m_table.parts()[part].plain.path);
            names.append(inQuotes(m_table.parts()[part].text.toStdString()));
        }
        if (names.isEmpty())
            return;
        const std::vector<QString> near = nearMisses(m_tree, paths);
        for (qsizetype i = 0; i < names.size(); ++i)
            m_all.found.absent.append(notInBuild(m_product, names[i] + near[static_cast<std::size_t>(i)]));
        if (more > 0)
            m_all.found.absent.append(
                notInBuild(m_product, QStringLiteral("%1 more of the paths").arg(more)));
    }

    const FileTree &m_tree;
    const QString m_product;
    const PathTable m_table;
    std::vector<Match> m_strongest; ///< by part: how it means what it means
    const std::size_t m_parts;      ///< without the whole name, which is the last one
    bool m_isAboutUnknown = false;
    Gathering m_all;
};

} // namespace

core::Result<Selection> byPath(const FileTree &tree, const QString &text, const QString &product,
                               qsizetype most)
{
    const PathPattern pattern(text.toStdString(), tree.caseRule());
    const bool isAboutUnknown = isBelow(pattern.path(), kUnknownFolder, CaseRule::Insensitive);
    Gathering all(most);
    Match strongest = Match::Glob;
    const auto look = [&](const TreeFile &file) {
        if (file.path.empty() && !isAboutUnknown)
            return;
        const Match match = pattern.match(file.path.empty() ? unknownPath(file) : file.path);
        if (match < strongest)
            return;
        if (match > strongest)
            all.clear();
        strongest = match;
        all.add(file);
    };
    all.found.warnings = tree.visit(look);
    if (all.isEmpty())
        tree.visitByHash(pattern.path(), look);
    if (all.isEmpty())
        return core::failure(
            notInBuild(product, inQuotes(text.toStdString()) + nearMisses(tree, {pattern.path()}).front()));
    return all.found;
}

core::Result<Selection> byPaths(const FileTree &tree, const QStringList &paths, const QString &product,
                                qsizetype most)
{
    const QString whole = wholeName(paths);
    PathsWalk walk(tree, paths, whole, product, most);
    walk.findNames();
    return walk.isWhole() ? byPath(tree, whole, product, most) : walk.rest();
}

} // namespace catalog
