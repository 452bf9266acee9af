#include "app/sessionbus.h"

namespace app {

void leaveDeafBuses() {}

} // namespace app
