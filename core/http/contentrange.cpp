#include "core/http/contentrange.h"
