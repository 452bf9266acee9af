#pragma once

namespace queue {

/// How many files and connections may be open at once under the process's limit of descriptors. A connection
/// takes a socket and what its thread is woken by, a file itself, its record and a spool; Qt ends the process
/// when it cannot have what a thread is woken by, so the numbers leave a reserve. A value; no I/O.
struct DescriptorBudget
{
    int connections;     ///< of all files together
    int files;           ///< fetched at once: places
    int sharing;         ///< small files that share places, in all (JobSlots)
    int committing;      ///< whole ones on their way to their place
    int idleConnections; ///< kept for reuse, of each lane
    int ofSet;           ///< small files of one set

    /// With fewer descriptors nothing can be done in an orderly way.
    static constexpr int kLeast = 64;
    /// `limit` 0: there is none.
    static DescriptorBudget under(int limit);
};

} // namespace queue
