#pragma once

#include <QByteArray>
#include <cstdint>
#include <span>

namespace support {

inline QByteArray toBytes(std::span<const std::uint8_t> bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

} // namespace support
