#pragma once

#include "core/storage/file.h"

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>

/// How numbers stand in a journal.
namespace storage::journal {

inline std::span<const std::uint8_t> view(QByteArrayView bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.data()), static_cast<std::size_t>(bytes.size())};
}

inline void setUp(QDataStream &stream)
{
    stream.setVersion(QDataStream::Qt_6_4);
    stream.setByteOrder(QDataStream::LittleEndian);
}

inline void putStamp(QDataStream &out, const fs::Stamp &stamp)
{
    out << stamp.modified << stamp.changed << stamp.number;
}

inline fs::Stamp takeStamp(QDataStream &in)
{
    fs::Stamp stamp;
    in >> stamp.modified >> stamp.changed >> stamp.number;
    return stamp;
}

} // namespace storage::journal
