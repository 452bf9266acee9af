#pragma once

#include "core/queue/item.h"
#include "core/transfer/fetch/sharedconnection.h"

#include <list>
#include <memory>
#include <optional>

namespace transfer {
class TransferServices;
}

namespace queue {

/// The places that Settings::jobs grants. A file takes one. Those that can be fetched together
/// (transfer::SharedConnection) share one, and take no more of the network than one file does: small slices
/// that lie side by side in an archive and follow each other in the queue, and files of a host whose files
/// were small of late.
///
/// A slice joins the place whose last one it follows. When that is full, it takes a place of its own, or one
/// of the same archive that was full and has become half empty; otherwise it waits, and so does everything
/// behind it. A small file takes a place of its own while there are any, then joins the one with the fewest
/// others.
class JobSlots
{
public:
    /// One place is full with so many files or bytes, or with its part of what all may hold: every file is
    /// open, and has its buffers.
    static constexpr int kMostFiles = 64;
    static constexpr qint64 kMostBytes = 8 << 20;
    /// Of files whose size nobody knows yet. More would only wait for the connection.
    static constexpr int kMostSmallFiles = 12;

    explicit JobSlots(transfer::TransferServices &services)
        : m_services(services)
    {
    }
    Q_DISABLE_COPY_MOVE(JobSlots)

    /// A file's part of a place, until it is destroyed.
    class SlotLease;

    /// Whether the item may have a seat while there are `most` places.
    bool hasRoomFor(const Item &item, int most) const;
    std::unique_ptr<SlotLease> take(const Item &item, int most);

    int taken() const { return static_cast<int>(m_places.size()); }
    int files() const { return m_files; }
    /// How many files may share places.
    void setMostInAll(int most) { m_mostInAll = most; }

private:
    struct Place
    {
        std::shared_ptr<transfer::SharedConnection> sharedConnection; ///< null: of one file
        QString host;                                                 ///< of small files; empty: of slices
        QList<QUrl> mirrors;                                          ///< of the slices' archive
        qint64 end = 0;                                               ///< behind the slice that joined last
        int files = 0;
        qint64 bytes = 0;
        bool wasFull = false; ///< so there may be more where that came from
    };
    using PlaceList = std::list<Place>;

    enum class Kind { Alone, Slice, SmallFile };

    Kind kindOf(const Item &item) const;
    int mostFiles(int places) const;
    static bool isFilled(const Place &place, int files, qint64 bytes);
    PlaceList::const_iterator placeFor(const Item &item, int most) const;
    PlaceList::const_iterator placeForSlice(const Item &item, int most) const;
    PlaceList::const_iterator placeForSmallFile(const QString &host, int most) const;

    transfer::TransferServices &m_services;
    PlaceList m_places;
    int m_files = 0;
    int m_mostInAll = 144;
};

class JobSlots::SlotLease
{
public:
    ~SlotLease();
    Q_DISABLE_COPY_MOVE(SlotLease)

    /// With whom to share requests; null: with nobody.
    std::shared_ptr<transfer::SharedConnection> sharedConnection() const { return m_place->sharedConnection; }

private:
    friend class JobSlots;
    SlotLease(JobSlots &places, PlaceList::iterator place, qint64 bytes);

    JobSlots &m_places;
    const PlaceList::iterator m_place;
    const qint64 m_bytes;
};

} // namespace queue
