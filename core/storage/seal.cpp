#include "core/storage/seal.h"

#include "core/storage/file.h"
#include "core/storage/filesystem.h"

#include <QFile>
#include <QHash>
#include <QMutex>
#include <QRandomGenerator>
#include <QStandardPaths>
#include <QTemporaryFile>
#include <nettle/hmac.h>
#include <nettle/memops.h>
#include <optional>

namespace storage {

namespace {

constexpr qsizetype kSecretSize = 32;
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr auto kForOthers =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

const std::uint8_t *bytesOf(QByteArrayView view)
{
    return reinterpret_cast<const std::uint8_t *>(view.data());
}

QByteArray randomSecret()
{
    std::array<quint32, kSecretSize / sizeof(quint32)> words;
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), kSecretSize);
}

/// One that others could read is none. File systems without permissions say of every file what they say of
/// all: there nothing can be mended.
bool isKnownToOthers(QFile &file)
{
    if (!(file.permissions() & kForOthers))
        return false;
    return file.setPermissions(kOwnerOnly) && !(file.permissions() & kForOthers);
}

std::optional<QByteArray> readSecret(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const bool isKnown = isKnownToOthers(file);
    const QByteArray secret = file.read(kSecretSize + 1);
    file.close();
    if (secret.size() == kSecretSize && !isKnown)
        return secret;
    static_cast<void>(fs::remove(path));
    return std::nullopt;
}

/// Whole and synced under another name first, so that nobody ever reads half of it; the first one to give it
/// its name wins.
std::optional<QByteArray> makeSecret(const QString &folder, const QString &path)
{
    if (!fs::makePrivateFolder(folder))
        return std::nullopt;
    QTemporaryFile fresh(folder + QStringLiteral("/secret-XXXXXX")); // Qt makes it for the owner alone
    const QByteArray secret = randomSecret();
    if (!fresh.open() || fresh.write(secret) != secret.size() || !fresh.flush())
        return std::nullopt;
    const QString name = fresh.fileName();
    fresh.close(); // Windows renames no open file
    const auto file = fs::File::open(name, fs::File::Mode::ReadWriteCreate);
    if (!file || !file->syncData() || !fs::renameNew(name, path))
        return std::nullopt;
    static_cast<void>(fs::syncFolder(folder));
    return secret;
}

QByteArray ownSecret(const QString &folder)
{
    const QString path = folder + QStringLiteral("/secret");
    constexpr int kTries = 3; // another process may be at it, too
    for (int i = 0; i < kTries; ++i) {
        if (const auto secret = readSecret(path))
            return *secret;
        if (const auto secret = makeSecret(folder, path))
            return *secret;
    }
    qWarning("%s can be neither read nor made: what is fetched in part now is not believed after a new start",
             qUtf8Printable(path));
    return randomSecret();
}

} // namespace

struct Seal::Keyed
{
    hmac_sha256_ctx context;
};

Seal::Seal(QByteArrayView secret)
{
    auto keyed = std::make_shared<Keyed>();
    hmac_sha256_set_key(&keyed->context, static_cast<std::size_t>(secret.size()), bytesOf(secret));
    m_keyed = std::move(keyed);
}

Seal Seal::own()
{
    static QMutex mutex;
    static QHash<QString, Seal> known; // more than one only where a test moves the data folder
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    const QMutexLocker locker(&mutex);
    auto found = known.find(folder);
    if (found == known.end())
        found = known.insert(folder, Seal(ownSecret(folder)));
    return *found;
}

Seal::Mac Seal::of(QByteArrayView bytes) const
{
    hmac_sha256_ctx context = m_keyed->context;
    hmac_sha256_update(&context, static_cast<std::size_t>(bytes.size()), bytesOf(bytes));
    Mac mac;
    hmac_sha256_digest(&context, mac.size(), mac.data());
    return mac;
}

bool Seal::holds(QByteArrayView bytes, QByteArrayView mac) const
{
    const Mac right = of(bytes);
    return mac.size() == kSize && memeql_sec(right.data(), mac.data(), right.size()) != 0;
}

Seal Seal::derived(QByteArrayView purpose) const
{
    const Mac key = of(purpose);
    return Seal(QByteArrayView(reinterpret_cast<const char *>(key.data()), kSize));
}

} // namespace storage
