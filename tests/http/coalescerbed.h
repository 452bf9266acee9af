#pragma once

#include "client.h"
#include "core/http/rangecoalescer.h"

#include <deque>

inline constexpr qint64 kSize = 60'000'000;
inline constexpr qint64 kSlice = 1'000;

/// Readers of one coalescer.
class GathererBed
{
public:
    explicit GathererBed(const http::Fetcher::Options &options = {})
        : coalescer(&manager, options)
    {
        server.serve("/x", support::patternResource(kSize));
    }

    Collector &add(http::RateLimiter *limiter = nullptr)
    {
        readers.push_back(coalescer.makeReader(limiter));
        Collector &collector = collectors.emplace_back();
        collector.attach(*readers.back());
        QObject::connect(readers.back().get(), &http::RangeReader::ended, &collector,
                         [this, index = int(collectors.size()) - 1] { order.append(index); });
        return collector;
    }

    http::RangeRequest slice(qint64 index) const { return range(index * kSlice, kSlice); }
    http::RangeRequest range(qint64 first, qint64 size) const
    {
        return {server.url("/x"), first, first + size - 1};
    }

    /// Starts `count` readers of slices next to each other.
    void start(int count)
    {
        for (int i = 0; i < count; ++i)
            add().start(slice(i));
    }

    bool waitForAll()
    {
        return QTest::qWaitFor(
            [this] {
                return std::all_of(collectors.begin(), collectors.end(),
                                   [](const auto &c) { return c.ends > 0; });
            },
            20'000);
    }

    /// Ended well, with the very bytes.
    bool isRight(int index, qint64 first, qint64 size = kSlice)
    {
        const Collector &c = collectors[static_cast<std::size_t>(index)];
        return c.ends == 1 && c.error.kind == core::ErrorKind::None &&
               c.body == support::patternBytes(first, size) && c.head && c.head->isPartial &&
               c.head->last == first + size - 1 && c.head->completeLength == kSize;
    }
    bool isRight(int index) { return isRight(index, index * kSlice); }

    /// Those that were asked for: "0-99 100-199".
    QByteArray ranges() const
    {
        QByteArrayList result;
        for (const support::Request &request : server.requests())
            result.append(request.range().mid(6));
        return result.join(' ');
    }

    support::FaultServer server;
    QNetworkAccessManager manager;
    http::RangeCoalescer coalescer;
    std::deque<std::unique_ptr<http::RangeReader>> readers;
    std::deque<Collector> collectors;
    QList<int> order; ///< in which they ended
};
