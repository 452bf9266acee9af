#include "core/catalog/chunkreader.h"

#include "core/async.h"
#include "core/blte/chunkdecoder.h"
#include "core/blteerror.h"
#include "core/bytes.h"
#include "core/catalog/chunkparts.h"
#include "core/catalog/whilealive.h"

#include <utility>

namespace catalog {

namespace {

/// The decoder lets no chunk have more bytes than its table says.
class ChunkSink final : public blte::ByteSink
{
public:
    bool write(blte::Bytes bytes) override
    {
        m_bytes.append(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()));
        return true;
    }
    QByteArray take() { return std::move(m_bytes); }

private:
    QByteArray m_bytes;
};

core::Result<QByteArray> decoded(const blte::ChunkTable &table, std::size_t chunk, const QByteArray &encoded,
                                 const std::shared_ptr<const blte::KeyStore> &keys)
{
    blte::Workspace workspace;
    blte::ChunkDecoder decoder(workspace, keys);
    ChunkSink sink;
    decoder.begin(table, chunk, sink);
    if (const auto pushed = decoder.push(core::bytesOf(encoded)); !pushed)
        return core::failure(core::errorFrom(pushed.error()));
    return sink.take();
}

} // namespace

ChunkReader::ChunkReader(ObjectLoader &loader, CdnObject object, QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_object(std::move(object))
{
}

ChunkReader::~ChunkReader() = default;

void ChunkReader::read(const Table &table, std::size_t chunk, Done done)
{
    auto &waiting = m_waiting[chunk];
    waiting.push_back(std::move(done));
    if (waiting.size() > 1)
        return;
    if (m_kept && m_kept->chunk == chunk) {
        const auto tellKept = [this, chunk, bytes = m_kept->bytes] { tell(chunk, bytes); };
        QMetaObject::invokeMethod(this, tellKept, Qt::QueuedConnection);
        return;
    }
    load(table, chunk);
}

void ChunkReader::load(const Table &table, std::size_t chunk)
{
    const auto onWhole = [this, chunk](const core::Result<QByteArray> &bytes) { tell(chunk, bytes); };
    if (table->kind() == blte::TableKind::Headerless)
        return m_loader.load(m_object, whileAlive(this, onWhole));
    if (const auto checked = checkSizes(*table, chunk); !checked) {
        const core::Error error{checked.error().kind, describe(m_object) + u": " + checked.error().detail};
        const auto refuse = [this, chunk, error] { tell(chunk, core::failure(error)); };
        QMetaObject::invokeMethod(this, refuse, Qt::QueuedConnection);
        return;
    }
    const auto isProven = [row = (*table)[chunk]](QByteArrayView bytes) {
        return static_cast<std::uint64_t>(bytes.size()) == row.encodedSize &&
               blte::md5(core::bytesOf(bytes)) == row.md5;
    };
    const auto onEncoded = [this, table, chunk](const core::Result<QByteArray> &encoded) {
        encoded ? decode(table, chunk, *encoded) : tell(chunk, encoded);
    };
    m_loader.loadRange(m_object, encodedRange((*table)[chunk]), isProven, whileAlive(this, onEncoded));
}

void ChunkReader::decode(const Table &table, std::size_t chunk, const QByteArray &encoded)
{
    const auto work = [table, chunk, encoded, keys = m_loader.keys()] {
        return decoded(*table, chunk, encoded, keys);
    };
    const auto onDecoded = [this, chunk](const core::Result<QByteArray> &bytes) {
        tell(chunk,
             bytes ? bytes
                   : core::failure(bytes.error().kind, describe(m_object) + u": " + bytes.error().detail));
    };
    core::runIn(m_loader.workersInTurn(), work, this, onDecoded);
}

/// Whoever is told may delete this.
void ChunkReader::tell(std::size_t chunk, const core::Result<QByteArray> &decoded)
{
    if (decoded)
        m_kept = Kept{chunk, *decoded};
    const auto waiting = m_waiting.extract(chunk);
    for (const Done &done : waiting.mapped())
        done(decoded);
}

} // namespace catalog
