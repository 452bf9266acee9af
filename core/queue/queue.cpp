#include "core/queue/queue.h"
