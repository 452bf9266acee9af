#pragma once

#include "ui/intake/dropreader.h"

namespace ui {

/// Why a line is no link, in the user's words: an address of a kind that is not fetched, one with a slip in
/// its scheme or without any, a file of a product that cannot be. No full stop at the end.
QString lineTrouble(const DropProblem &problem);

} // namespace ui
