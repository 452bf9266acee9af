#pragma once

#include "partialfixture.h"

#include <QFileInfo>
#include <QTemporaryDir>
#include <map>
#include <sys/stat.h>

/// A download that can be interrupted anywhere, and a disk that forgets.
namespace fixture {

/// In memory where possible: these tests make thousands of downloads.
inline QString scratch()
{
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) +
           QStringLiteral("/tst_interruptions-XXXXXX");
}

/// What lies in a folder at some moment, and what the download had been promised by then.
struct Moment
{
    QByteArray call;
    std::map<QString, QByteArray> files;
    QBitArray promised;  ///< bits that must have survived
    quint64 spooled = 0; ///< so must this much of the two large chunks
    quint64 stored = 0;
};

inline std::map<QString, QByteArray> copyOf(const QString &folder)
{
    std::map<QString, QByteArray> files;
    for (const QString &name : filesIn(folder))
        files[name] = contentsOf(folder + u'/' + name);
    return files;
}

/// Most calls change nothing that would be found afterwards.
inline void remember(std::vector<Moment> &moments, Moment moment)
{
    moment.promised.resize(kChunks);
    if (moments.empty() || moments.back().files != moment.files || moments.back().promised != moment.promised)
        moments.push_back(std::move(moment));
}

/// A disk that keeps only what was synced: bytes by fdatasync, names by fsync of the folder.
class Platter
{
public:
    explicit Platter(QString folder)
        : m_folder(std::move(folder))
    {
    }

    void forget(const QByteArray &path)
    {
        m_synced.erase(inodeOf(path));
    } // its number may be given out again
    void syncFile(const QByteArray &path) { *bytesOf(path) = contentsOf(QFile::decodeName(path)); }

    void syncFolder()
    {
        m_names.clear();
        for (const QString &name : filesIn(m_folder))
            m_names[name] = bytesOf(QFile::encodeName(m_folder + u'/' + name));
    }

    std::map<QString, QByteArray> kept() const
    {
        std::map<QString, QByteArray> files;
        for (const auto &[name, bytes] : m_names)
            files[name] = *bytes;
        return files;
    }

    /// The names of now, with the bytes that were synced and zeros for the rest: sizes often arrive before
    /// bytes.
    std::map<QString, QByteArray> keptWithSizes() const
    {
        std::map<QString, QByteArray> files;
        for (const QString &name : filesIn(m_folder)) {
            const QByteArray path = QFile::encodeName(m_folder + u'/' + name);
            const auto synced = m_synced.find(inodeOf(path));
            files[name] = synced == m_synced.end() ? QByteArray() : *synced->second;
            files[name].resize(QFileInfo(m_folder + u'/' + name).size(), '\0');
        }
        return files;
    }

private:
    static ino_t inodeOf(const QByteArray &path)
    {
        struct stat info
        {
        };
        return ::lstat(path.constData(), &info) == 0 ? info.st_ino : 0;
    }

    std::shared_ptr<QByteArray> bytesOf(const QByteArray &path)
    {
        auto &bytes = m_synced[inodeOf(path)];
        if (!bytes)
            bytes = std::make_shared<QByteArray>();
        return bytes;
    }

    QString m_folder;
    std::map<ino_t, std::shared_ptr<QByteArray>> m_synced;
    std::map<QString, std::shared_ptr<QByteArray>> m_names;
};

inline constexpr quint32 kSpooled = 4;
inline constexpr quint32 kStored = 6; ///< in the part file itself

/// Chunks written, two large ones spooled in between, checkpoints, commit.
class Script
{
public:
    explicit Script(QString folder)
        : m_folder(std::move(folder))
        , noted(kChunks)
        , checkpointed(kChunks)
    {
    }

    QString target() const { return m_folder + QStringLiteral("/file.bin"); }

    core::Result<void> run()
    {
        return open().and_then([this] { return fetch(); }).and_then([this] { return commit(m_partial); });
    }

private:
    core::Result<void> open()
    {
        auto found = storage::openPartial(m_folder, target());
        if (!found)
            return tl::unexpected(found.error());
        m_partial = found->partial;
        const bool goesOn = found->record.has_value();
        m_done = goesOn ? found->record->finished : QBitArray(kChunks);
        return goesOn ? core::Result<void>() : m_partial->begin(recordOf());
    }

    core::Result<void> fetch()
    {
        for (quint32 chunk = 0; chunk < kChunks; ++chunk) {
            if (m_done.testBit(chunk))
                continue;
            if (auto ok = finishOne(chunk); !ok)
                return ok;
            noted.setBit(chunk);
            m_done.setBit(chunk);
            if (chunk % 3 != 2)
                continue;
            if (auto ok = m_partial->checkpoint(); !ok)
                return ok;
            checkpointed = m_done;
        }
        return {};
    }

    core::Result<void> finishOne(quint32 chunk)
    {
        switch (chunk) {
        case kSpooled:
            return finishSpooled(chunk);
        case kStored:
            return finishStored(chunk);
        default:
            return finish(*m_partial, chunk);
        }
    }

    /// Its bytes are in the part file before the spool is told of them.
    core::Result<void> finishStored(quint32 chunk)
    {
        const QByteArray encoded = 'N' + contentOf(chunk);
        auto spool = m_partial->openSpool(chunk, chunk * kChunkSize);
        if (!spool)
            return tl::unexpected(spool.error());
        while ((*spool)->length() < kChunkSize + 1) {
            const quint64 at = (*spool)->length();
            const QByteArray piece = encoded.mid(qsizetype(at), at == 0 ? 1 : 250);
            auto ok = at == 0 ? core::Result<void>()
                              : m_partial->part().write(chunk * kChunkSize + at - 1, view(piece));
            ok = ok.and_then([&] { return (*spool)->append(view(piece)); }).and_then([&] {
                return m_partial->spoolGrown(chunk, **spool);
            });
            if (ok && (*spool)->length() == 501)
                ok = m_partial->checkpoint();
            if (!ok)
                return ok;
            stored = (*spool)->length();
        }
        auto done = m_partial->journal().chunkFinished(noteOf(chunk)).and_then([&] {
            return m_partial->spools().remove(chunk);
        });
        stored = 0;
        return done;
    }

    core::Result<void> finishSpooled(quint32 chunk)
    {
        auto spool = m_partial->openSpool(chunk);
        if (!spool)
            return tl::unexpected(spool.error());
        while ((*spool)->length() < 300) {
            auto ok = (*spool)->append(view(QByteArray(100, 'e'))).and_then([&] {
                return m_partial->spoolGrown(chunk, **spool);
            });
            if (ok && (*spool)->length() == 200)
                ok = m_partial->checkpoint();
            if (!ok)
                return ok;
            spooled = (*spool)->length();
        }
        auto done = finish(*m_partial, chunk).and_then([&] { return m_partial->spools().remove(chunk); });
        spooled = 0;
        return done;
    }

    QString m_folder;
    std::shared_ptr<storage::PartialDownload> m_partial;
    QBitArray m_done;

public:
    QBitArray noted;        ///< survive a kill
    QBitArray checkpointed; ///< survive a power cut
    quint64 spooled = 0;    ///< of chunk kSpooled, while it is under way; survives a kill
    quint64 stored = 0;     ///< the same of chunk kStored
};

} // namespace fixture
