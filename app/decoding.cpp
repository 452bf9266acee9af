#include "app/decoding.h"

#include <QIODevice>

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
        if (!fault || fault->kind != blte::FaultKind::KeyMissing || missingKeys == blte::MissingKeys::Fail)
            return;
        ++result.lockedChunks;
        if (locked)
            locked(*fault);
    });
    result.complaint = local.feed(decoder);
    result.hasWriteFailed = sink.hasFailed();
    result.trailingBytes = decoder.trailingBytes();
    return result;
}

} // namespace app
