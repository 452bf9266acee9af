#pragma once

/// What a person chooses beforehand for a file, in the words of every layer. The numbers are stored.
namespace core {

/// What to do when the target exists and is not provably what was asked for.
enum class WhenExists : int { Refuse = 0, Overwrite = 1, Rename = 2 };

/// What to do about chunks whose key is missing. Keep: zeros in their place, and their encoded bytes beside
/// the file, so that the key unlocks it without a server.
enum class MissingKeys : int { Fail = 0, ZeroFill = 1, Keep = 2 };

} // namespace core
