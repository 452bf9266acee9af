#include "core/http/responsehead.h"
