#pragma once

#include "core/catalog/nestedtvfs.h"

#include <memory>
#include <set>

namespace catalog {

/// A TVFS manifest, and those that it mounts in the places of some of its files. Names of nested ones are
/// joined with "/".
class TvfsTree final : public FileTree
{
public:
    /// What a tree is made of: the first manifest, and others as they come.
    struct Parts
    {
        QString name; ///< of the first manifest, for messages
        TvfsManifest root;
        std::map<std::uint32_t, TvfsManifest> nested; ///< by their N
    };
    /// N of the manifests that are mounted somewhere and are not among the parts.
    static std::set<std::uint32_t> missing(const Parts &parts);

    /// A manifest that is missing stays a file. So does one that is mounted below itself, or too deep.
    explicit TvfsTree(Parts parts);

    QList<LoadWarning> visit(const Visit &visit) const override;
    CaseRule caseRule() const override;

private:
    struct Place
    {
        const TvfsManifest *manifest = nullptr;
        std::string path;                           ///< it is mounted there
        std::vector<std::uint32_t> numbers;         ///< its own N, and those of the manifests around it
        std::set<std::string, std::less<>> mounted; ///< those of its files in whose place there are manifests
    };
    void mountIn(std::size_t around);
    void visit(const Place &place, const Visit &visit, tact::Warnings &warnings) const;

    const Parts m_parts;
    std::vector<Place> m_places; ///< outer ones first
    tact::Warnings m_unmounted;
};

} // namespace catalog
