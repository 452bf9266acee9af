#pragma once

#include "core/blte/keys.h"
#include "core/tact/fault.h"

#include <functional>
#include <optional>
#include <string_view>

namespace tact {

/// The root of Diablo III (CascLib, CascRootFile_Diablo3.cpp), all little-endian. Root and folders:
///   u32 0x8007D0C4 · u32 n · n × {content key [16] · name, ended by a zero byte}: the folders
///   u32 0xEAF1FE87 · u32 n · n × {content key, u32 asset} · u32 n · n × {content key, u32 asset, u32 part} ·
///       u32 n · n × {content key · name, ended by a zero byte}
/// An asset's name stands in the file Base\CoreTOC.dat. Faults may come after some calls.
struct Diablo3Entry
{
    blte::ContentKey key;
    std::optional<std::uint32_t> asset;
    std::optional<std::uint32_t> part; ///< of an asset that is a folder of files
    std::string_view name;             ///< empty where there is an asset
};
Expected<void> visitDiablo3Root(blte::Bytes bytes, const std::function<void(const Diablo3Entry &)> &visit);
Expected<void> visitDiablo3Folder(blte::Bytes bytes, const std::function<void(const Diablo3Entry &)> &visit);

/// An asset by CoreTOC.dat:
///   70 × u32 assets of each kind · 70 × u32 offset of a kind, from byte 844 · 70 × u32 · u32
///   at an offset: assets × {u32 kind, u32 asset, u32 offset of the name, from behind them}, then the names
struct Diablo3Asset
{
    std::uint32_t kind = 0;
    std::uint32_t asset = 0;
    std::string_view name;
};
/// Assets whose name is not there get a warning.
Expected<void> visitDiablo3Assets(blte::Bytes bytes, const std::function<void(const Diablo3Asset &)> &visit,
                                  Warnings &warnings);

/// The names in Base\Data_D3\PC\Misc\Packages.dat: u32 0xAABB0002 · u32 n · n × name, ended by a zero byte.
/// They tell the suffixes of an asset's parts.
Expected<void> visitDiablo3Packages(blte::Bytes bytes, const std::function<void(std::string_view)> &visit);

/// "SoundBank\name.sbk" of an asset, "SoundBank\name\0012.xxx" of its part 12 (whose suffix Packages.dat
/// tells). Kinds that are not known are "Unknown" with "xxx".
std::string diablo3Path(const Diablo3Asset &asset, std::optional<std::uint32_t> part);

} // namespace tact
