#include "core/storage/safename.h"
