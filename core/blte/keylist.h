#pragma once

#include "core/blte/armadillokey.h"

#include <string>
#include <string_view>
#include <vector>

namespace blte {

struct KeyListEntry
{
    KeyName name{};
    Key key{};
    std::string origin = {}; ///< where it is from, for a person: a file's name; empty: not told
};

struct KeyListProblem
{
    std::size_t line = 0; ///< from 1; 0: of the whole file
    std::string reason;   ///< plain English, never containing the line's text (it may hold key bytes)
};

struct KeyList
{
    std::vector<KeyListEntry> entries;
    std::vector<ArmadilloKey> armadillo;  ///< of whole objects
    std::vector<KeyListProblem> problems; ///< the first 1,000 lines not understood; comments are none

    std::size_t size() const { return entries.size() + armadillo.size(); } ///< keys
    bool isEmpty() const { return size() == 0; }                           ///< of keys
};

/// Says of all its keys that do not tell where they are from.
void setOrigin(KeyList &list, const std::string &origin);

/// The list of one key that an .ak file's bytes make, by the name that they are known under; a problem of the
/// whole when they are none, or the name is.
KeyList keyListOfArmadillo(std::string_view name, Bytes file);

/// Reads every shape of key file that is known (README.md, "Key lists"): `NAME KEY [more]` (WoW.txt, TACTLib
/// .keyring), `key-NAME = KEY` (keyring config: name in raw byte order, reversed here), CSV, JSON, and rows
/// of C, C++ and C# source: 16 hex digits, then 32 or 16 times two, whatever stands between. `0x`, quotes,
/// `#` and `//` comments, BOM, UTF-16, CRLF. A line `NAME.ak KEY` is the key of whole objects. A disabled
/// entry (`NAME KEY 0` of a .keyring) is skipped. Pages and binary data are one problem. Never throws.
KeyList parseKeyList(std::string_view text);

/// True when the text has at least one key line and more key lines than problems: what was dropped is a key
/// list. Judges by the first 64 KiB.
bool looksLikeKeyList(std::string_view text);

} // namespace blte
