#pragma once

#include "core/blte/keystore.h"
#include "core/choices.h"
#include "core/setplan.h"
#include "core/storage/setjournal.h"
#include "core/transfer/archivecheck.h"

#include <functional>

namespace transfer {

/// What a file of a set that is kept as it was served is encrypted with as a whole; its name is that of the
/// object. `keys` may be null.
core::Result<WholeCipher> cipherOf(const core::SetPlan &plan, core::SetPlan::Index file,
                                   const blte::KeyStore *keys);

/// Reads files of a set, and tells whether they are what its plan says. Writes nothing. Blocks.
class SetFileCheck
{
public:
    using Index = core::SetPlan::Index;
    /// As in hashFile(): false ends the reading of a file.
    using GoesOn = std::function<bool(qint64 bytes)>;

    /// Plan and keys outlive it; `folder` has the set's files, `keys` may be null.
    SetFileCheck(const core::SetPlan &plan, QString folder, const blte::KeyStore *keys, GoesOn goesOn = {});

    /// What reading a file has shown.
    struct Seen
    {
        Index file = 0;
        std::optional<storage::SetMark> mark = {}; ///< it is what it is to be
        bool isInPlace = true;                     ///< false: it has another name, because its own was taken
        core::Error error = {};                   ///< of one without a mark: why, as far as there is a reason
        std::vector<tact::IndexEntry> wrong = {}; ///< so little of an archive that it is mended
    };
    /// With Rename also what an earlier attempt has put beside another file counts.
    Seen see(Index file, core::WhenExists whenExists) const;
    /// Something in the plan proves it, whoever reads it.
    bool isProvable(Index file) const;
    QString pathOf(Index file) const { return m_folder + u'/' + m_plan.name(file); }

private:
    Seen prove(Index file, const QString &path) const;
    bool isProven(Index file, const QString &path) const;
    core::Result<storage::SetMark> markOf(Index file) const;
    core::Result<ArchiveCheck> checkOf(Index file, const QString &path) const;
    core::Result<void> checkContent(Index file, const QString &path) const;

    const core::SetPlan &m_plan;
    const QString m_folder;
    const blte::KeyStore *const m_keys;
    const GoesOn m_goesOn;
    const std::uint8_t m_verdict; ///< what reading a file proves
};

} // namespace transfer
