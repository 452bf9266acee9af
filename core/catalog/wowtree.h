#pragma once

#include "core/catalog/filetree.h"
#include "core/catalog/listfile.h"
#include "core/tact/wowroot.h"

#include <QByteArray>
#include <memory>

namespace catalog {

/// A root manifest of World of Warcraft: file data ids, their names by a listfile. Of a file's versions the
/// one that suits the locale best (tact::suitability()); a file without one for the locale is not there. A
/// visit takes 8 bytes for a file, and reads the listfile.
class WowTree final : public FileTree
{
public:
    struct Wishes
    {
        std::uint32_t locale = 0x2; ///< a bit of tact/wowlocale.h
        std::optional<Listfile> listfile;
    };
    /// `name`: for messages.
    static core::Result<std::shared_ptr<const FileTree>> open(QByteArray root, QString name, Wishes wishes);

    QList<LoadWarning> visit(const Visit &visit) const override;
    using FileTree::visitByHash;
    void visitByHash(std::span<const std::string_view> paths, const Visit &visit) const override;
    CaseRule caseRule() const override { return CaseRule::Insensitive; }

private:
    WowTree(QByteArray bytes, tact::WowRoot root, QString name, Wishes wishes);

    const QByteArray m_bytes;
    const tact::WowRoot m_root;
    const QString m_name;
    const Wishes m_wishes;
    std::vector<const tact::WowRootBlock *> m_blocks; ///< those that suit, the best first
};

} // namespace catalog
