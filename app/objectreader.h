#pragma once

#include "core/http/fetcher.h"
#include "core/source.h"

#include <QNetworkAccessManager>
#include <functional>
#include <vector>

namespace app {

/// Small ranges of one remote object into memory, for looking at it without downloading it. Waits in an event
/// loop of its own: for the command line only.
class ObjectReader
{
public:
    explicit ObjectReader(core::Source source);
    ~ObjectReader();

    /// Bytes `first` to `last` of the object (of the slice, when the source is one); fewer when it ends
    /// before. Tries one mirror after the other.
    core::Result<QByteArray> read(qint64 first, qint64 last);

    /// Reads many ranges, a few at a time from the mirror that answered last; `got` is told what came.
    core::Result<void> readAll(const std::vector<core::ByteRange> &ranges,
                               const std::function<void(core::ByteRange, const QByteArray &)> &got);

    /// The object's length, once a response named it.
    std::optional<qint64> objectSize() const { return m_objectSize; }
    qint64 networkBytes() const { return m_networkBytes; }

private:
    struct Part;
    void begin(Part &part, core::ByteRange range) const;
    void note(const Part &part);

    core::Source m_source;
    QNetworkAccessManager m_manager;
    qsizetype m_mirror = 0;
    std::optional<qint64> m_objectSize;
    qint64 m_networkBytes = 0;
};

} // namespace app
