#include "core/storage/receipt.h"

#include "core/hex.h"
#include "core/storage/filesystem.h"
#include "core/storage/keptfolder.h"
#include "core/storage/receiptindex.h"
#include "core/storage/seal.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace storage {

namespace {

/// A folder's receipts begin anew beyond this, which takes some hundred thousand files.
constexpr qint64 kLargestFile = 64 << 20;
constexpr qsizetype kMostFolders = 10'000;
/// More copies of one file than this are not looked through.
constexpr std::size_t kMostCopies = 16;

QString absolute(const QString &target)
{
    return QDir::cleanPath(QFileInfo(target).absoluteFilePath());
}

/// AppLocalDataLocation, because Qt 6.4 has no location for state.
QString receiptFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) +
           QStringLiteral("/receipts");
}

QByteArray hashOf(const QString &path)
{
    return QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1).toHex();
}

/// All paths here are absolute().
QString receiptsPath(const QString &target)
{
    const QString folder = target.left(target.lastIndexOf(u'/'));
    return receiptFolder() + u'/' + QString::fromLatin1(hashOf(folder)) + QStringLiteral(".list");
}

QByteArray numberOf(const QString &text)
{
    return hashOf(text).first(ReceiptIndex::kNumberDigits);
}

Seal receiptSeal()
{
    return Seal::own().derived("receipts");
}

/// "NAME:CHECK", in hex.
QJsonArray toJson(const std::vector<blte::UsedKey> &keys)
{
    QJsonArray array;
    for (const blte::UsedKey &key : keys) {
        const QString text = core::hex(key.name) % u':' % QString::number(key.check, 16);
        array.append(text);
    }
    return array;
}

std::vector<blte::UsedKey> keysFromJson(const QJsonArray &array)
{
    std::vector<blte::UsedKey> keys;
    for (const QJsonValue &value : array) {
        const QString text = value.toString();
        keys.push_back({blte::KeyName{text.section(u':', 0, 0).toULongLong(nullptr, 16)},
                        text.section(u':', 1).toUInt(nullptr, 16)});
    }
    return keys;
}

/// Numbers as text: a JSON number is a double, which cannot hold every size.
QJsonObject toJson(const QString &target, const Receipt &receipt)
{
    QJsonObject json{{QStringLiteral("target"), target},
                     {QStringLiteral("identity"), receipt.identity},
                     {QStringLiteral("verdict"), receipt.verdict},
                     {QStringLiteral("md5"), QString::fromLatin1(receipt.md5)},
                     {QStringLiteral("size"), QString::number(receipt.size)},
                     {QStringLiteral("modified"), QString::number(receipt.stamp.modified)},
                     {QStringLiteral("changed"), QString::number(receipt.stamp.changed)},
                     {QStringLiteral("file"), QString::number(receipt.stamp.number)},
                     {QStringLiteral("version"), QString::fromLatin1(receipt.version.toBase64())}};
    if (receipt.crc)
        json.insert(QStringLiteral("crc"), QString::number(*receipt.crc));
    if (!receipt.usedKeys.empty())
        json.insert(QStringLiteral("keys"), toJson(receipt.usedKeys));
    return json;
}

/// The numbers of a receipt; whether all that must be there are.
class Numbers
{
public:
    explicit Numbers(const QJsonObject &json)
        : m_json(json)
    {
    }
    qint64 signedOf(QLatin1String key)
    {
        bool isNumber = false;
        const qint64 value = m_json.value(key).toString().toLongLong(&isNumber);
        m_isWhole = m_isWhole && isNumber;
        return value;
    }
    quint64 unsignedOf(QLatin1String key)
    {
        bool isNumber = false;
        const quint64 value = m_json.value(key).toString().toULongLong(&isNumber);
        m_isWhole = m_isWhole && isNumber;
        return value;
    }
    bool isWhole() const { return m_isWhole; }

private:
    const QJsonObject &m_json;
    bool m_isWhole = true;
};

std::optional<Receipt> fromJson(const QJsonObject &json)
{
    Numbers numbers(json);
    Receipt receipt;
    receipt.identity = json.value(QLatin1String("identity")).toString();
    receipt.verdict = json.value(QLatin1String("verdict")).toInt();
    receipt.md5 = json.value(QLatin1String("md5")).toString().toLatin1();
    receipt.version = QByteArray::fromBase64(json.value(QLatin1String("version")).toString().toLatin1());
    receipt.size = numbers.signedOf(QLatin1String("size"));
    receipt.stamp.modified = numbers.signedOf(QLatin1String("modified"));
    receipt.stamp.changed = numbers.signedOf(QLatin1String("changed"));
    receipt.stamp.number = numbers.unsignedOf(QLatin1String("file"));
    receipt.usedKeys = keysFromJson(json.value(QLatin1String("keys")).toArray());
    if (json.contains(QLatin1String("crc")))
        receipt.crc = static_cast<quint32>(numbers.unsignedOf(QLatin1String("crc")));
    return numbers.isWhole() && !receipt.identity.isEmpty() ? std::optional(receipt) : std::nullopt;
}

/// Seal and JSON of a line; an empty object when it is not ours.
QJsonObject readSealed(const QByteArray &text)
{
    constexpr qsizetype kSealDigits = 2 * Seal::kSize;
    const QByteArray json = text.mid(kSealDigits + 1).trimmed();
    if (text.size() <= kSealDigits || text.at(kSealDigits) != ' ' ||
        !receiptSeal().holds(json, QByteArray::fromHex(text.first(kSealDigits))))
        return {};
    return QJsonDocument::fromJson(json).object();
}

ReceiptIndex &indexOfAll()
{
    static ReceiptIndex index;
    return index;
}

core::Result<void> append(const QString &path, const QByteArray &bytes)
{
    auto file = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!file && fs::makePrivateFolder(receiptFolder()))
        file = fs::File::open(path, fs::File::Mode::AppendCreate);
    if (!file)
        return tl::unexpected(file.error());
    if (file->size().value_or(0) > kLargestFile) {
        if (auto ok = file->resize(0); !ok)
            return ok;
    }
    tidyKept(receiptFolder(), kMostFolders);
    return file->append({reinterpret_cast<const std::uint8_t *>(bytes.data()), std::size_t(bytes.size())});
}

} // namespace

QString sealedName(const QString &text)
{
    return core::hex(Seal::own().derived("names").of(text.toUtf8()));
}

std::optional<Receipt> receiptOf(const QString &target)
{
    const QString path = absolute(target);
    const QJsonObject json =
        readSealed(indexOfAll().ofTarget(receiptsPath(path), numberOf(path).toULongLong(nullptr, 16)));
    return json.value(QLatin1String("target")).toString() == path ? fromJson(json) : std::nullopt;
}

std::vector<Receipt> receiptsFor(const QString &identity, qint64 size)
{
    std::vector<Receipt> found;
    const auto lines =
        indexOfAll().ofSource(receiptFolder(), numberOf(identity).toULongLong(nullptr, 16), kMostCopies);
    for (const QByteArray &line : lines) {
        const auto receipt = fromJson(readSealed(line));
        if (receipt && receipt->identity == identity && receipt->size == size)
            found.push_back(*receipt);
    }
    return found;
}

bool isUntouched(const Receipt &receipt, qint64 size, const fs::Stamp &now)
{
    const fs::Stamp &then = receipt.stamp;
    return receipt.size == size && then.modified == now.modified && then.number == now.number &&
           (then.changed == 0 || then.changed == now.changed);
}

std::optional<Receipt> validReceipt(const QString &target)
{
    const auto receipt = receiptOf(target);
    const auto file = receipt ? fs::File::open(target, fs::File::Mode::ReadOnly) : fs::File();
    if (!file || !file->isOpen())
        return std::nullopt;
    const auto size = file->size();
    const auto stamp = file->stamp();
    return size && stamp && isUntouched(*receipt, *size, *stamp) ? receipt : std::nullopt;
}

core::Result<void> writeReceipts(const std::vector<Receipted> &files)
{
    const Seal seal = receiptSeal();
    QByteArray bytes;
    QString path;
    for (const auto &[target, receipt] : files) {
        const QString name = absolute(target);
        if (path.isEmpty())
            path = receiptsPath(name);
        const QByteArray json = QJsonDocument(toJson(name, receipt)).toJson(QJsonDocument::Compact);
        bytes += '\n' + numberOf(name) + ' ' + numberOf(receipt.identity) + ' ' +
                 core::hexBytes(seal.of(json)) + ' ' + json;
    }
    return files.empty() ? core::Result<void>() : append(path, bytes);
}

} // namespace storage
