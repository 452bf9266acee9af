#pragma once

#include "core/bytes.h"
#include "core/storage/file.h"

#include <QByteArray>
#include <QDataStream>
#include <QIODevice>

/// How numbers stand in a journal.
namespace storage::journal {

/// Of a snapshot's head and of a note without a seal, in bytes.
inline constexpr qsizetype kCrcSize = 4;

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
