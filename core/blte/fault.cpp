#include "core/blte/fault.h"
