#pragma once

#include "core/http/fetcher.h"
#include "core/http/proxy.h"
#include "tests/support/faultserver.h"

#include <QNetworkAccessManager>
#include <QTest>

/// Collects what comes through one reader.
class Collector : public QObject
{
public:
    void attach(http::RangeReader &reader)
    {
        m_reader = &reader;
        connect(&reader, &http::RangeReader::headReceived, this,
                [this](const http::ResponseHead &h) { head = h; });
        connect(&reader, &http::RangeReader::readable, this, [this] {
            ++readables;
            if (isReading)
                readAll();
        });
        connect(&reader, &http::RangeReader::ended, this,
                [this](const core::Error &e, const http::Refusal &refused) {
                    ++ends;
                    error = e;
                    refusal = refused;
                });
    }

    void start(const http::RangeRequest &request)
    {
        body.clear();
        head.reset();
        ends = 0;
        error = {};
        refusal = {};
        m_reader->start(request);
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
        while (const qint64 got = m_reader->read(buffer))
            body.append(reinterpret_cast<const char *>(buffer.data()), got);
    }

    bool isReading = true;
    QByteArray body;
    std::optional<http::ResponseHead> head;
    int readables = 0;
    int ends = 0;
    core::Error error;
    http::Refusal refusal;
    std::vector<std::uint8_t> buffer = std::vector<std::uint8_t>(64 << 10);

private:
    http::RangeReader *m_reader = nullptr;
};

/// With a fetcher of its own.
class Client : public Collector
{
public:
    explicit Client(http::Fetcher::Options options = {})
        : fetcher(&manager, options)
    {
        http::readInLargePieces(manager); // as the lanes do
        attach(fetcher);
    }

    QNetworkAccessManager manager;
    http::Fetcher fetcher;
};
