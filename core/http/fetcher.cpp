#include "core/http/fetcher.h"
