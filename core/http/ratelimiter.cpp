#include "core/http/ratelimiter.h"
