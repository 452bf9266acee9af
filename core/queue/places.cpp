#include "core/queue/places.h"

#include "core/transfer/environment.h"

#include <algorithm>

namespace queue {

namespace {

/// In one of so many places.
int mostFiles(int places)
{
    return std::clamp(Places::kMostInAll / std::max(1, places), 1, Places::kMostFiles);
}

/// A file with a limit of its own must not hold up others.
bool maySharePlace(const Item &item)
{
    const auto &slice = item.source.slice;
    return slice && slice->size() <= transfer::Bundle::kLargestSlice && item.bytesPerSecond == 0;
}

} // namespace

bool Places::isFilled(const Place &place, int files, qint64 bytes)
{
    return place.files >= files || place.bytes >= bytes;
}

/// m_places.end(): a new one, if there is room.
Places::PlaceList::const_iterator Places::placeFor(const Item &item, int most) const
{
    if (!maySharePlace(item))
        return m_places.end();
    const int files = mostFiles(most);
    const auto find = [&](auto isWanted) {
        return std::find_if(m_places.begin(), m_places.end(), [&](const Place &place) {
            return place.bundle && isWanted(place) && place.mirrors == item.source.mirrors;
        });
    };
    const auto next = find([&](const Place &place) {
        const qint64 gap = item.source.slice->first - place.end;
        return gap >= 0 && gap <= http::Gatherer::kMostGap && !isFilled(place, files, kMostBytes);
    });
    if (next != m_places.end() || taken() < most)
        return next;
    return find([&](const Place &place) {
        return place.wasFull && !isFilled(place, (files + 1) / 2, kMostBytes / 2);
    });
}

bool Places::hasRoomFor(const Item &item, int most) const
{
    return most > 0 && (taken() < most || placeFor(item, most) != m_places.end());
}

std::unique_ptr<Places::Seat> Places::take(const Item &item, int most)
{
    const auto found = placeFor(item, most);
    const auto place =
        found == m_places.end() ? m_places.insert(found, Place{}) : m_places.erase(found, found);
    const qint64 bytes = maySharePlace(item) ? item.source.slice->size() : 0;
    if (bytes > 0) {
        if (!place->bundle)
            place->bundle = transfer::Bundle::make(m_environment.lanes, m_environment.limiter);
        place->mirrors = item.source.mirrors;
        place->end = item.source.slice->last + 1;
    }
    std::unique_ptr<Seat> seat(new Seat(*this, place, bytes));
    place->wasFull = place->wasFull || isFilled(*place, mostFiles(most), kMostBytes);
    return seat;
}

Places::Seat::Seat(Places &places, PlaceList::iterator place, qint64 bytes)
    : m_places(places)
    , m_place(place)
    , m_bytes(bytes)
{
    ++m_places.m_files;
    ++m_place->files;
    m_place->bytes += m_bytes;
}

Places::Seat::~Seat()
{
    --m_places.m_files;
    m_place->bytes -= m_bytes;
    if (--m_place->files == 0)
        m_places.m_places.erase(m_place);
}

} // namespace queue
