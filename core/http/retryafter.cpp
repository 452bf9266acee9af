#include "core/http/retryafter.h"
