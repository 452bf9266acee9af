#include "core/blte/headerparser.h"
