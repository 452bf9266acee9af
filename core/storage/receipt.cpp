#include "core/storage/receipt.h"
