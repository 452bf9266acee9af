#include "core/http/retrypolicy.h"
