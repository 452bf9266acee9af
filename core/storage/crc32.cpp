#include "core/storage/crc32.h"
