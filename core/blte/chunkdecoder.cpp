#include "core/blte/chunkdecoder.h"
