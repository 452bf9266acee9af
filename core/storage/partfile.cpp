#include "core/storage/partfile.h"
