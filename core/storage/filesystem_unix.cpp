#include "core/storage/filesystem.h"
