#pragma once

#include "core/blte/keys.h"
#include "core/bytes.h"
#include "core/catalog/glob.h"
#include "core/catalog/loadwarning.h"
#include "core/error.h"
#include "core/tact/fault.h"

#include <QList>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace catalog {

/// One of the objects that a large file is cut into.
struct TreeObject
{
    blte::Bytes encodingKey; ///< or its beginning
    blte::Bytes contentKey;  ///< 16 bytes, or none
    std::uint64_t size = 0;  ///< decoded, bytes
    std::uint64_t encodedSize = 0;
};

/// A file as a manifest of the build has it. Looks at bytes of the tree; valid during the call it came with.
/// What the manifest does not say is empty.
struct TreeFile
{
    std::string_view path; ///< "/" between folders, any bytes else; empty: it has no name
    std::optional<std::uint32_t> fileDataId;
    blte::Bytes contentKey;            ///< 16 bytes
    blte::Bytes encodingKey;           ///< or its beginning
    std::optional<std::uint64_t> size; ///< decoded, bytes
    std::optional<std::uint64_t> encodedSize;
    std::optional<std::uint32_t> locales;      ///< bits, see tact/wowlocale.h
    std::optional<std::uint32_t> contentFlags; ///< see tact::contentflag
    std::string_view espec;
    std::vector<std::string_view> tags;
    /// Of a file that is cut into several, one behind the other; then it has no keys of its own.
    std::vector<TreeObject> objects;
};

/// The files of a build, as one of its manifests names them.
///
/// Keeps the manifest's decoded bytes and nothing for a file: every visit walks over the bytes. Names are
/// what the manifest has, and not yet safe to be joined to a folder; a path may come several times.
/// Immutable; any thread, several at once.
class FileTree
{
public:
    FileTree() = default;
    Q_DISABLE_COPY_MOVE(FileTree)
    virtual ~FileTree() = default;

    using Visit = std::function<void(const TreeFile &file)>;
    /// Calls for every file, in no order; returns what was left out, and why.
    virtual QList<LoadWarning> visit(const Visit &visit) const = 0;
    /// Calls for those that have one of these paths though visit() does not know it: a hash of the name is
    /// known. One walk for all of them.
    virtual void visitByHash(std::span<const std::string_view> paths, const Visit &visit) const;
    void visitByHash(std::string_view path, const Visit &visit) const { visitByHash({&path, 1}, visit); }
    virtual CaseRule caseRule() const { return CaseRule::Sensitive; }
};

/// Nothing of no bytes.
std::optional<blte::ContentKey> contentKeyOf(blte::Bytes bytes);
/// "root 02ba…: it ends inside its header".
core::Error manifestError(const QString &manifest, const tact::Fault &fault);
/// One for each of the first ones, "line 7 is no number and path", and one that counts the rest. `row`:
/// "line", "entry".
QList<LoadWarning> inWords(const QString &manifest, const QString &row, const tact::Warnings &warnings);

} // namespace catalog
