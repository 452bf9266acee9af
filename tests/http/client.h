#pragma once

#include "core/http/fetcher.h"
#include "tests/support/faultserver.h"

#include <QNetworkAccessManager>
#include <QTest>

/// A reader with one fetcher: collects what comes.
class Client : public QObject
{
public:
    explicit Client(http::Fetcher::Options options = {})
        : fetcher(&manager, options)
    {
        connect(&fetcher, &http::Fetcher::headReceived, this,
                [this](const http::ResponseHead &h) { head = h; });
        connect(&fetcher, &http::Fetcher::readable, this, [this] {
            ++readables;
            if (isReading)
                readAll();
        });
        connect(&fetcher, &http::Fetcher::ended, this, [this](const core::Error &e, auto wish) {
            ++ends;
            error = e;
            retryAfter = wish;
        });
    }

    void start(const http::RangeRequest &request)
    {
        body.clear();
        head.reset();
        ends = 0;
        error = {};
        retryAfter.reset();
        fetcher.start(request);
    }

    bool waitForEnd(int milliseconds = 5'000)
    {
        return QTest::qWaitFor([this] { return ends > 0; }, milliseconds);
    }

    bool run(const http::RangeRequest &request)
    {
        start(request);
        return waitForEnd();
    }

    void readAll()
    {
        while (const qint64 got = fetcher.read(buffer))
            body.append(reinterpret_cast<const char *>(buffer.data()), got);
    }

    QNetworkAccessManager manager;
    http::Fetcher fetcher;
    bool isReading = true;
    QByteArray body;
    std::optional<http::ResponseHead> head;
    int readables = 0;
    int ends = 0;
    core::Error error;
    std::optional<std::chrono::milliseconds> retryAfter;
    std::vector<std::uint8_t> buffer = std::vector<std::uint8_t>(64 << 10);
};
