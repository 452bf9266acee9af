#include "core/blte/streamdecoder.h"
