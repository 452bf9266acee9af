#include "core/queue/jobslots.h"

#include "core/transfer/routing/mirrors.h"
#include "core/transfer/transferservices.h"

#include <algorithm>

namespace queue {

namespace {

/// So many small files in a row make the next one a small one, too.
constexpr int kProof = 4;

QString hostOf(const Item &item)
{
    return transfer::hostOf(item.source.mirrors.value(0));
}

} // namespace

/// In one of so many places.
int JobSlots::mostFiles(int places) const
{
    return std::clamp(m_mostInAll / std::max(1, places), 1, kMostFiles);
}

bool JobSlots::isFilled(const Place &place, int files, qint64 bytes)
{
    return place.files >= files || place.bytes >= bytes;
}

/// A file with a limit of its own must not hold up others, and headers of its own are not for them.
JobSlots::Kind JobSlots::kindOf(const Item &item) const
{
    if (item.bytesPerSecond > 0 || !item.source.headers.isEmpty() || !item.source.set.isEmpty())
        return Kind::Alone;
    if (const auto &slice = item.source.slice)
        return slice->size() <= transfer::SmallObject::kLargest ? Kind::Slice : Kind::Alone;
    const bool isNew = !item.name.isEmpty() && item.progress.encodedDone == 0;
    const auto facts = m_services.hosts.facts(hostOf(item));
    const bool mustAskName = facts.namesFiles && isNameGuessed(item);
    const bool isSmall = isNew && !mustAskName && facts.smallFiles >= kProof;
    return isSmall ? Kind::SmallFile : Kind::Alone;
}

/// m_places.end(): a new one, if there is room.
JobSlots::PlaceList::const_iterator JobSlots::placeFor(const Item &item, int most) const
{
    switch (kindOf(item)) {
    case Kind::Alone:
        break;
    case Kind::Slice:
        return placeForSlice(item, most);
    case Kind::SmallFile:
        return placeForSmallFile(hostOf(item), most);
    }
    return m_places.end();
}

JobSlots::PlaceList::const_iterator JobSlots::placeForSlice(const Item &item, int most) const
{
    const int files = mostFiles(most);
    const auto find = [&](auto isWanted) {
        return std::find_if(m_places.begin(), m_places.end(), [&](const Place &place) {
            return place.sharedConnection && isWanted(place) && place.mirrors == item.source.mirrors;
        });
    };
    const auto next = find([&](const Place &place) {
        const qint64 gap = item.source.slice->first - place.end;
        return gap >= 0 && gap <= http::RangeCoalescer::kMostGap && !isFilled(place, files, kMostBytes);
    });
    if (next != m_places.end() || taken() < most)
        return next;
    return find([&](const Place &place) {
        return place.wasFull && !isFilled(place, (files + 1) / 2, kMostBytes / 2);
    });
}

JobSlots::PlaceList::const_iterator JobSlots::placeForSmallFile(const QString &host, int most) const
{
    if (taken() < most)
        return m_places.end();
    const auto room = [&](const Place &place) {
        return place.host == host ? std::min(kMostSmallFiles, mostFiles(most)) - place.files : 0;
    };
    const auto best = std::max_element(m_places.begin(), m_places.end(),
                                       [&](const Place &a, const Place &b) { return room(a) < room(b); });
    return best != m_places.end() && room(*best) > 0 ? best : m_places.end();
}

bool JobSlots::hasRoomFor(const Item &item, int most) const
{
    return most > 0 && (taken() < most || placeFor(item, most) != m_places.end());
}

std::unique_ptr<JobSlots::SlotLease> JobSlots::take(const Item &item, int most)
{
    const auto found = placeFor(item, most);
    const auto place =
        found == m_places.end() ? m_places.insert(found, Place{}) : m_places.erase(found, found);
    const Kind kind = kindOf(item);
    if (kind != Kind::Alone && !place->sharedConnection)
        place->sharedConnection = transfer::SharedConnection::make(m_services.lanes, m_services.limiter);
    qint64 bytes = 0;
    if (kind == Kind::Slice) {
        bytes = item.source.slice->size();
        place->mirrors = item.source.mirrors;
        place->end = item.source.slice->last + 1;
    } else if (kind == Kind::SmallFile) {
        place->host = hostOf(item);
    }
    std::unique_ptr<SlotLease> seat(new SlotLease(*this, place, bytes));
    place->wasFull = place->wasFull || isFilled(*place, mostFiles(most), kMostBytes);
    return seat;
}

JobSlots::SlotLease::SlotLease(JobSlots &places, PlaceList::iterator place, qint64 bytes)
    : m_places(places)
    , m_place(place)
    , m_bytes(bytes)
{
    ++m_places.m_files;
    ++m_place->files;
    m_place->bytes += m_bytes;
}

JobSlots::SlotLease::~SlotLease()
{
    --m_places.m_files;
    m_place->bytes -= m_bytes;
    if (--m_place->files == 0)
        m_places.m_places.erase(m_place);
}

} // namespace queue
