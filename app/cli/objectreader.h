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
    /// False when the last answer was the whole object although a part was asked for: then only read(0, …)
    /// works.
    bool canRange() const { return m_canRange; }
    qint64 networkBytes() const { return m_networkBytes; }

private:
    struct Part;
    void begin(Part &part, core::ByteRange range) const;
    void note(const Part &part);

    core::Source m_source;
    QNetworkAccessManager m_manager;
    qsizetype m_mirror = 0;
    std::optional<qint64> m_objectSize;
    bool m_canRange = true;
    qint64 m_networkBytes = 0;
};

} // namespace app
