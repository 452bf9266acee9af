#include "core/tact/cdnpath.h"
