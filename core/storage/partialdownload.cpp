#include "core/storage/partialdownload.h"
