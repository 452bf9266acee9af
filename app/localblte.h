#pragma once

#include "app/usage.h"
#include "core/blte/streamdecoder.h"
#include "core/transfer/objectfile.h"

#include <functional>

namespace app {

/// A local file, or standard input for "-".
class LocalBlte
{
public:
    /// `keys`, which may be null, are for a file that is encrypted as a whole.
    static Usage<std::unique_ptr<LocalBlte>> open(const QString &path, const blte::KeyStore *keys);

    /// For messages.
    const QString &name() const { return m_name; }
    /// The encoding key, when the file name is one (32 hex digits, any suffix).
    const std::optional<blte::EncodingKey> &encodingKey() const { return m_encodingKey; }
    QFile &file() { return m_file; }

    /// Why not all of it is right: the disk, or the object.
    struct Trouble
    {
        QString text;
        std::optional<blte::Fault> fault; ///< empty: reading failed
    };
    /// Pushes all of it.
    tl::expected<void, Trouble> feed(blte::StreamDecoder &decoder);

private:
    transfer::ObjectFile m_file;
    QString m_name;
    std::optional<blte::EncodingKey> m_encodingKey;
};

/// "chunk 3: …" as people read it.
QString tell(const blte::Fault &fault);

} // namespace app
