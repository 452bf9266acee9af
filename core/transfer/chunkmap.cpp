#include "core/transfer/chunkmap.h"
