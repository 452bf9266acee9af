#include "core/blte/keystore.h"
