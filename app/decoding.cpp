#include "app/decoding.h"

#include <QIODevice>
#include <QSaveFile>

namespace app {

namespace {

class DeviceSink : public blte::ByteSink
{
public:
    explicit DeviceSink(QIODevice &device)
        : m_device(device)
    {
    }
    bool write(blte::Bytes bytes) override
    {
        const auto size = static_cast<qint64>(bytes.size());
        m_hasFailed = m_device.write(reinterpret_cast<const char *>(bytes.data()), size) != size;
        return !m_hasFailed;
    }
    /// A hole, where the device is a file of our own.
    bool writeZeros(std::uint64_t size) override
    {
        auto *file = qobject_cast<QSaveFile *>(&m_device);
        if (!file || file->isSequential())
            return ByteSink::writeZeros(size);
        const qint64 end = file->pos() + static_cast<qint64>(size);
        m_hasFailed = !file->resize(end) || !file->seek(end);
        return !m_hasFailed;
    }
    bool takeBack(std::uint64_t size) override
    {
        auto *file = qobject_cast<QSaveFile *>(&m_device);
        if (size == 0 || !file || file->isSequential())
            return size == 0;
        const qint64 end = file->pos() - static_cast<qint64>(size);
        return file->resize(end) && file->seek(end);
    }
    bool hasFailed() const { return m_hasFailed; }

private:
    QIODevice &m_device;
    bool m_hasFailed = false;
};

} // namespace

Decoding decode(LocalBlte &local, QIODevice &device, std::shared_ptr<const blte::KeyStore> keys,
                blte::MissingKeys missingKeys, const std::function<void(const blte::Fault &)> &locked)
{
    DeviceSink sink(device);
    blte::Workspace workspace;
    blte::StreamDecoder::Options options;
    options.expectation.encodingKey = local.encodingKey();
    options.missingKeys = missingKeys;
    blte::StreamDecoder decoder(workspace, std::move(keys), sink, options);
    Decoding result;
    decoder.onChunkDone([&](std::size_t, const blte::Fault *fault) {
        if (!fault || !blte::isLocked(*fault) || missingKeys == blte::MissingKeys::Fail)
            return;
        ++result.lockedChunks;
        if (locked)
            locked(*fault);
    });
    if (const auto fed = local.feed(decoder); !fed) {
        result.complaint = fed.error().text;
        result.fault = fed.error().fault;
    }
    result.hasWriteFailed = sink.hasFailed();
    result.trailingBytes = decoder.trailingBytes();
    return result;
}

} // namespace app
