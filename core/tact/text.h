#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// What the text formats of the network share. ASCII; nothing here knows a locale.
namespace tact {

/// Takes what stands before the next `separator` off the text, and the separator with it. Takes everything
/// where there is none.
std::string_view takeField(std::string_view &text, char separator);
/// Takes a line off the text; its end ("\n" or "\r\n") is not part of it.
std::string_view takeLine(std::string_view &text);
/// Takes the next word off the text; empty at its end. Words are parted by spaces and tabs.
std::string_view takeWord(std::string_view &text);

std::string_view trimmed(std::string_view text);     ///< without the spaces and tabs around it
std::string_view withoutMark(std::string_view text); ///< without a byte order mark (UTF-8)

/// Digits only, and no more than fit.
std::optional<std::uint64_t> toNumber(std::string_view text);

std::string lowerCase(std::string_view text);
bool isSameName(std::string_view a, std::string_view b); ///< but for the case of A to Z

/// Control characters, a NUL among them: this is no text.
bool isBinary(std::string_view line);

} // namespace tact
