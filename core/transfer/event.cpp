#include "core/transfer/event.h"
