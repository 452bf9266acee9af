#include "core/storage/spool.h"
