#include "core/transfer/state.h"
