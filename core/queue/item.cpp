#include "core/queue/item.h"
