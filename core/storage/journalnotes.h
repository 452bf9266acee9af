#pragma once

#include "core/storage/resumerecord.h"
#include "core/storage/seal.h"

#include <QByteArrayView>
#include <QVarLengthArray>
#include <optional>

namespace storage {

/// The bytes of a note behind the snapshot whose noteSeal() this is: a tag, the note's numbers
/// (little-endian), the seal. Without an allocation: there is one for each chunk.
using NoteBytes = QVarLengthArray<char, 48>;
NoteBytes noteBytes(const Note &note, const Seal &seal);

/// What ends each note: the seal, or the CRC of versions without one.
struct NoteEnd
{
    std::optional<Seal> seal;
    quint32 seed = 0; ///< CRC of the snapshot, with which those of its notes begin
};

struct ReadNote
{
    Note note;
    qsizetype size = 0; ///< in bytes, its end included
};
/// The note at the start of `bytes`; empty when there is no whole, undamaged one.
std::optional<ReadNote> readNote(QByteArrayView bytes, const NoteEnd &end);

} // namespace storage
