#pragma once

#include "core/blte/hex.h"
#include "core/blte/keys.h"

#include <QByteArray>
#include <QString>

namespace core {

/// Lower-case hex digits, two for each byte.
inline QByteArray hexBytes(blte::Bytes bytes)
{
    return QByteArray::fromStdString(blte::hexEncoded(bytes, blte::HexCase::Lower));
}
inline QString hex(blte::Bytes bytes)
{
    return QString::fromStdString(blte::hexEncoded(bytes, blte::HexCase::Lower));
}
/// 16 upper-case hex digits, as key lists print the name.
inline QString hex(blte::KeyName name)
{
    return QString::fromStdString(blte::toHex(name));
}

} // namespace core
