#include "core/blte/chunktable.h"
