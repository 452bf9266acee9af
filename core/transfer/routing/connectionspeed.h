#pragma once

#include <QtGlobal>
#include <chrono>
#include <optional>
#include <span>

namespace transfer {

/// How fast one connection is, by looks at it in equal intervals, and whether that has been too slow for too
/// long. A value; the clock is passed in.
class ConnectionSpeed
{
public:
    /// So many looks in a row must find it slow.
    static constexpr int kLooks = 5;

    /// It is sent to a mirror, after so many bytes of others.
    void begin(qint64 received);
    /// So many seconds have passed since the last look.
    void look(qint64 received, double seconds);
    /// Between the last two looks; negative: not known yet.
    double bytesPerSecond() const { return m_bytesPerSecond; }
    /// `beside`: see fastest(). True when it has been much slower for kLooks looks, and then counts anew.
    bool isOutpaced(double beside);

private:
    qint64 m_seen = 0;
    double m_bytesPerSecond = -1;
    int m_slowLooks = 0;
};

/// What another mirror could do instead.
struct Rival
{
    double known = 0;        ///< bytes per second of one connection to it, earlier; 0: not measured
    double now = -1;         ///< of its fastest one at the moment; negative: it has none
    bool isHeldBack = false; ///< by a limit of ours: what is known says nothing
};
/// Bytes per second that the best of them brings over one connection, as far as that is known. One that is
/// still to be tried counts as fast enough to beat what is next to nothing. 0 without any.
double fastest(std::span<const Rival> rivals);

} // namespace transfer
