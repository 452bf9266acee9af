#include "core/tact/sourcelist.h"
