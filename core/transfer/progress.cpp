#include "core/transfer/progress.h"
