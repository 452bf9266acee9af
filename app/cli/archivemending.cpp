#include "app/cli/archivemending.h"

#include "core/async.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/hex.h"

#include <algorithm>
#include <utility>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostMended = 256;
constexpr qint64 kMostBytesMended = 32 << 20;
constexpr qint64 kLargestMended = 16 << 20;

} // namespace

ArchiveMending::ArchiveMending(catalog::ObjectLoader &loader, catalog::CdnObject archive, QString path,
                               const MirrorCipher &cipher, std::vector<tact::IndexEntry> wrong,
                               QObject *parent)
    : QObject(parent)
    , m_loader(loader)
    , m_archive(std::move(archive))
    , m_path(std::move(path))
    , m_cipher(cipher)
    , m_wrong(std::move(wrong))
{
}

bool ArchiveMending::isWorthwhile(const ArchiveCheck &check)
{
    return check.wrong.size() <= kMostMended && check.wrongBytes <= kMostBytesMended &&
           std::all_of(check.wrong.begin(), check.wrong.end(),
                       [](const tact::IndexEntry &entry) { return entry.encodedSize <= kLargestMended; });
}

void ArchiveMending::start(Healed healed, Done done)
{
    m_healed = std::move(healed);
    m_done = std::move(done);
    next();
}

void ArchiveMending::next()
{
    if (m_next == m_wrong.size())
        return std::exchange(m_done, {})({});
    const tact::IndexEntry &entry = m_wrong[m_next];
    catalog::CdnObject object = m_archive;
    object.slice = {qint64{entry.offset}, qint64{entry.offset} + entry.encodedSize - 1};
    object.encodingKey = blte::EncodingKey{entry.key};
    object.what = u"object"_s;
    const auto isProven = [key = *object.encodingKey](QByteArrayView bytes) {
        return blte::isObject(key, core::bytesOf(bytes));
    };
    const auto onLoaded = [this](const core::Result<QByteArray> &bytes) {
        if (bytes)
            return write(*bytes);
        const tact::IndexEntry &lost = m_wrong[m_next];
        std::exchange(m_done, {})(core::failure(
            bytes.error().kind,
            u"object %1 at %2: %3"_s.arg(core::hex(lost.key)).arg(lost.offset).arg(bytes.error().detail)));
    };
    m_loader.loadRange(object, {0, entry.encodedSize - 1}, isProven, catalog::whileAlive(this, onLoaded));
}

void ArchiveMending::write(const QByteArray &bytes)
{
    const auto replace = [path = m_path, cipher = m_cipher, offset = m_wrong[m_next].offset, bytes] {
        return replaceObject(path, offset, applied(cipher, bytes, offset));
    };
    core::runIn(m_loader.workers(), replace, this, [this](const core::Result<void> &written) {
        if (!written)
            return std::exchange(m_done, {})(written);
        m_healed(m_wrong[m_next++].offset);
        next();
    });
}

} // namespace app
