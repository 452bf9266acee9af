#pragma once

#include "core/blte/fault.h"
#include "core/error.h"

namespace core {

/// What is wrong with some BLTE bytes, in the words of everything above core/blte. The detail is
/// blte::describe().
Error errorFrom(const blte::Fault &fault);

} // namespace core
