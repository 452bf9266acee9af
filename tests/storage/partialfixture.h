#pragma once

#include "core/storage/crc32.h"
#include "core/storage/groupcommit.h"
#include "core/storage/partialopening.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <limits>

/// A small download with known bytes, which every test of partial downloads fetches.
namespace fixture {

constexpr quint64 kChunkSize = 1000;
constexpr quint32 kChunks = 8;
constexpr quint64 kUnknown = std::numeric_limits<quint64>::max();

inline std::span<const std::uint8_t> view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), std::size_t(bytes.size())};
}

inline storage::ResumeRecord recordOf(quint32 chunks = kChunks)
{
    storage::ResumeRecord record;
    record.source.mirrors = {QUrl(QStringLiteral("http://host/a/file.bin"))};
    record.source.name = QStringLiteral("file.bin");
    record.headerSize = 204;
    record.encodedSize = 5000;
    record.decodedSize = chunks * kChunkSize;
    record.tableDigest.fill(7);
    record.finished.resize(chunks);
    record.locked.resize(chunks);
    return record;
}

/// Never zero, so that bytes that were not written cannot pass for them.
inline QByteArray contentOf(quint32 chunk)
{
    QByteArray bytes(qsizetype(kChunkSize), Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = char(1 + (quint32(i) * 7 + chunk * 31) % 251);
    return bytes;
}

inline QByteArray wholeContent(quint32 chunks = kChunks)
{
    QByteArray all;
    for (quint32 chunk = 0; chunk < chunks; ++chunk)
        all += contentOf(chunk);
    return all;
}

inline storage::ChunkNote noteOf(quint32 chunk)
{
    return {chunk, storage::crc32(view(contentOf(chunk))), chunk * kChunkSize, kChunkSize, false};
}

inline storage::ChunkNote lockedNoteOf(quint32 chunk)
{
    return {chunk, 0, chunk * kChunkSize, kChunkSize, true};
}

inline core::Result<void> finish(storage::PartialDownload &partial, quint32 chunk)
{
    return partial.part().write(chunk * kChunkSize, view(contentOf(chunk))).and_then([&] {
        return partial.journal().chunkFinished(noteOf(chunk));
    });
}

inline core::Result<void> commit(const std::shared_ptr<storage::PartialDownload> &partial,
                                 core::WhenExists whenExists = core::WhenExists::Refuse)
{
    std::vector<storage::Ending> endings{{partial, whenExists, {}}};
    storage::commitAll(endings);
    return endings.front().result;
}

inline QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline bool putContents(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

inline QStringList filesIn(const QString &folder)
{
    return QDir(folder).entryList(QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
}

inline QString bitsOf(const QBitArray &bits)
{
    QString text;
    for (qsizetype i = 0; i < bits.size(); ++i)
        text += bits.testBit(i) ? u'1' : u'0';
    return text;
}

/// Every chunk that is claimed to be there is there, byte for byte.
inline bool claimsOnlyTruth(const QBitArray &finished, const QString &partPath)
{
    const QByteArray part = contentsOf(partPath);
    for (qsizetype i = 0; i < finished.size(); ++i) {
        if (finished.testBit(i) &&
            part.mid(i * qsizetype(kChunkSize), qsizetype(kChunkSize)) != contentOf(quint32(i)))
            return false;
    }
    return true;
}

template <typename T>
QByteArray problemOf(const core::Result<T> &result)
{
    return result ? QByteArray() : (core::name(result.error().kind) + u' ' + result.error().detail).toUtf8();
}

} // namespace fixture

#define QVERIFY_OK(expression)                                                                               \
    do {                                                                                                     \
        const auto &okResult = (expression);                                                                 \
        QVERIFY2(okResult.has_value(), fixture::problemOf(okResult).constData());                            \
    } while (false)

#define QVERIFY_FAILS(expression, expected)                                                                  \
    do {                                                                                                     \
        const auto &failResult = (expression);                                                               \
        QVERIFY(!failResult.has_value());                                                                    \
        QCOMPARE(core::name(failResult.error().kind), core::name(expected));                                 \
    } while (false)
