#pragma once

#include "core/error.h"
#include "core/setplan.h"
#include "core/tact/archiveindex.h"

#include <QHash>
#include <vector>

namespace transfer {

/// Files of a set that only reading them back can prove: how often each was wrong, and what is done about one
/// that is. Pure.
class ReadBacks
{
public:
    using Index = core::SetPlan::Index;
    using Objects = std::vector<tact::IndexEntry>;

    /// This attempt fetched it, or objects of it.
    void noteFetched(Index file) { m_files[file].isFetched = true; }

    enum class Next {
        Fetch, ///< all of it
        Mend,  ///< the objects of it that are wrong
        Fail,
    };
    /// It was read, and is not what it is to be: for this reason, and of an archive these objects are wrong.
    Next onWrong(Index file, core::ErrorKind why, const Objects &wrong);
    /// So often it was wrong once it was fetched.
    int wrong(Index file) const { return m_files.value(file).wrong; }

    /// What was done for a file that is as it is to be.
    struct Proven
    {
        bool isFetched = false; ///< by this attempt, it or some of it
        Objects mended;
    };
    Proven takeProven(Index file);

private:
    struct File
    {
        bool isFetched = false;
        int wrong = 0;
        Objects mended;
    };
    QHash<Index, File> m_files;
};

} // namespace transfer
