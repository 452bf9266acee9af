#include "core/blte/keys.h"
