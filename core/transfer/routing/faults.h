#pragma once

#include "core/blte/fault.h"
#include "core/error.h"

namespace transfer {

/// The decoder's fault in the words of the layers above.
core::Error errorFrom(const blte::Fault &fault);

/// True for causes that go away by themselves (networks, busy servers, sign-in pages, full disks): a download
/// waits for these instead of failing.
bool healsWithTime(core::ErrorKind kind);

/// True for what is wrong with the object itself, wherever it comes from: neither time nor another mirror nor
/// a person heals it, so nothing of it is kept.
bool healsNever(core::ErrorKind kind);

/// True when a mirror's answer looked right and its bytes are not, or are of another file.
bool isWrongBytes(core::ErrorKind kind);

/// True for what servers say that cannot send several ranges at once.
bool refusesSeveralRanges(core::ErrorKind kind);

/// True for trouble with our own disk: no mirror can help.
/// The answer is about this file at this host; asking again at once would bring the same.
bool isFinal(core::ErrorKind kind);
/// So a host may refuse one connection more than it takes.
bool mayRefuseExtra(core::ErrorKind kind);
/// So a server may refuse a range that would give the whole file.
bool mayMeanRanges(core::ErrorKind kind);
bool isStorage(core::ErrorKind kind);

} // namespace transfer
