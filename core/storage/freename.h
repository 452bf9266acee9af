#pragma once

#include <QString>

namespace storage {

/// The name of the `number`-th file beside one that is called `name`: "a (1).bin" for "a.bin". What tells the
/// kind of the file stays at the end, with both halves of "tar.gz"; a dot at the front begins a name, not an
/// ending. `name` may have folders in front ('/'). The last segment stays as short as safeName() wants it.
QString numberedName(const QString &name, int number);

} // namespace storage
