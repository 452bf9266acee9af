#pragma once

namespace core {

/// Raises the number of files, sockets included, that this process may have open at once as far as it may,
/// and returns it: 0 where the system has no such limit. Thread-safe; cheap.
int raiseDescriptorLimit();

} // namespace core
