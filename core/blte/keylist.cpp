#include "core/blte/keylist.h"
