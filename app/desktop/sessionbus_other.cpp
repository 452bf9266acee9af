#include "app/desktop/sessionbus.h"

namespace app {

void leaveDeafBuses() {}

} // namespace app
