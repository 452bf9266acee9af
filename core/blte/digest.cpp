#include "core/blte/digest.h"
