#pragma once

#include "core/blte/digest.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>
#include <string_view>

namespace core {

/// The same bytes as the parsers of blte and tact take them. Views what the caller keeps.
inline blte::Bytes bytesOf(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}
inline std::string_view textOf(QByteArrayView bytes)
{
    return {bytes.data(), static_cast<std::size_t>(bytes.size())};
}

/// A copy of the bytes.
inline QByteArray toByteArray(blte::Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

/// A parser's text for people.
inline QString fromUtf8(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace core
