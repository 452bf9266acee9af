#include "core/storage/resumerecord.h"
