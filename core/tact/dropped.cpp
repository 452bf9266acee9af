#include "core/tact/dropped.h"
