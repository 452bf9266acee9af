#include "core/storage/queuedatabase.h"
