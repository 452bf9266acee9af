#include "core/catalog/mirrorbasis.h"

#include "core/async.h"
#include "core/blte/encodedproof.h"
#include "core/bytes.h"
#include "core/catalog/mirrorproof.h"
#include "core/catalog/mirrorset.h"
#include "core/catalog/objectloader.h"
#include "core/catalog/whilealive.h"
#include "core/transfer/objectfile.h"
#include "core/transfer/transferservices.h"

#include <QFile>
#include <QStringBuilder>
#include <utility>

namespace catalog {

namespace {

/// Each may be in memory.
constexpr int kAtOnce = 16;
/// What comes into memory to be encrypted anew, bytes.
constexpr qint64 kLargestEncrypted = 64 << 20;

/// Whether it is there and proven. Blocks.
bool isThere(const QString &path, const MirrorObject &object, const transfer::WholeCipher &cipher)
{
    if (!QFile::exists(path))
        return false;
    const auto check = prove(path, object, cipher);
    return check && check->wrong.empty();
}

} // namespace

MirrorBasis::MirrorBasis(transfer::TransferServices &services, QString folder, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_folder(std::move(folder))
{
}

void MirrorBasis::start(const MirrorPlan &plan, Ended ended, Done done)
{
    m_ended = std::move(ended);
    m_done = std::move(done);
    for (const MirrorEntry &entry : plan.entries) {
        if (!isOfSet(entry.object, cipherOf(entry)))
            m_entries << entry;
    }
    QMetaObject::invokeMethod(this, &MirrorBasis::next, Qt::QueuedConnection);
}

void MirrorBasis::next()
{
    while (m_underWay < kAtOnce && m_next < m_entries.size()) {
        ++m_underWay;
        begin(m_entries[m_next++]);
    }
    if (m_underWay == 0)
        std::exchange(m_done, {})();
}

void MirrorBasis::begin(const MirrorEntry &entry)
{
    const auto look = [path = QString(m_folder % u'/' % entry.path()), object = entry.object,
                       cipher = cipherOf(entry)] { return isThere(path, object, cipher); };
    core::runIn(m_services.lookups(), look, this,
                [this, entry](bool isThere) { isThere ? end(entry, {true}) : load(entry); });
}

void MirrorBasis::load(const MirrorEntry &entry)
{
    const auto onLoaded = [this, entry](const core::Result<QByteArray> &bytes) { write(entry, bytes); };
    const CdnObject served = servedObject(entry.object);
    if (!served.slice)
        return entry.build->loader->load(served, whileAlive(this, onLoaded));
    if (served.slice->size() > kLargestEncrypted) {
        const QString why = QStringLiteral("it has %1 bytes, and objects of encrypted archives are kept by "
                                           "themselves up to %2; a mirror of the whole build has it");
        return write(entry, core::failure(core::ErrorKind::ObjectTooLarge,
                                          why.arg(served.slice->size()).arg(kLargestEncrypted)));
    }
    const auto isProven = [key = *served.encodingKey](QByteArrayView bytes) {
        return blte::isObject(key, core::bytesOf(bytes));
    };
    entry.build->loader->loadRange(served, {0, served.slice->size() - 1}, isProven,
                                   whileAlive(this, onLoaded));
}

void MirrorBasis::write(const MirrorEntry &entry, const core::Result<QByteArray> &bytes)
{
    if (!bytes)
        return end(entry, {false, bytes.error()});
    const auto keep = [path = QString(m_folder % u'/' % entry.path()), cipher = cipherOf(entry),
                       bytes = *bytes] { return replaceFile(path, transfer::applied(cipher, bytes)); };
    core::runIn(m_services.lookups(), keep, this, [this, entry](const core::Result<void> &written) {
        end(entry, written ? End() : End{false, written.error()});
    });
}

void MirrorBasis::end(const MirrorEntry &entry, const End &end)
{
    --m_underWay;
    m_ended(entry, end);
    next();
}

transfer::WholeCipher MirrorBasis::cipherOf(const MirrorEntry &entry) const
{
    return entry.cipher(m_services.keys.get());
}

} // namespace catalog
