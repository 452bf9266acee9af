#include "core/http/redirect.h"
