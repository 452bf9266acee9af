#pragma once

namespace app {

/// Call before anything else may use D-Bus. Qt waits for a bus without end, on the thread that draws the
/// window, too: one that takes connections and does not answer within a second is left alone by this process,
/// with a complaint. Costs nothing worth mentioning where the bus answers, and nothing where there is none.
void leaveDeafBuses();

} // namespace app
