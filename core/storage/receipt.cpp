#include "core/storage/receipt.h"

#include "core/storage/file.h"
#include "core/storage/filesystem.h"
#include "core/storage/keptfolder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QStandardPaths>

namespace storage {

namespace {

using core::ErrorKind;

/// A receipt is a few hundred bytes; what is larger was not written by us.
constexpr qint64 kLargestReceipt = 64 * 1024;
/// A folder's receipts begin anew beyond this, which takes some hundred thousand files.
constexpr qint64 kLargestFile = 64 << 20;
constexpr qsizetype kMostFolders = 10'000;
/// A line is the number of its target, a blank, and the receipt as JSON. It begins with its line feed, so
/// that one which was cut short spoils no other.
constexpr int kNumberDigits = 16;

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

/// Earlier versions wrote a file for each target.
QString ownPath(const QString &target)
{
    return receiptFolder() + u'/' + QString::fromLatin1(hashOf(target)) + QStringLiteral(".json");
}

QByteArray numberOf(const QString &target)
{
    return hashOf(target).first(kNumberDigits);
}

/// "NAME:CHECK", in hex.
QJsonArray toJson(const std::vector<blte::UsedKey> &keys)
{
    QJsonArray array;
    for (const blte::UsedKey &key : keys) {
        const QString text =
            QString::fromStdString(blte::toHex(key.name)) % u':' % QString::number(key.check, 16);
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
                     {QStringLiteral("modified"), QString::number(receipt.modified.toMSecsSinceEpoch())}};
    if (!receipt.usedKeys.empty())
        json.insert(QStringLiteral("keys"), toJson(receipt.usedKeys));
    return json;
}

std::optional<Receipt> fromJson(const QString &target, const QJsonObject &json)
{
    if (json.value(QStringLiteral("target")).toString() != target)
        return std::nullopt;
    bool sizeOk = false;
    bool timeOk = false;
    Receipt receipt;
    receipt.identity = json.value(QStringLiteral("identity")).toString();
    receipt.verdict = json.value(QStringLiteral("verdict")).toInt();
    receipt.md5 = json.value(QStringLiteral("md5")).toString().toLatin1();
    receipt.size = json.value(QStringLiteral("size")).toString().toLongLong(&sizeOk);
    const qint64 modified = json.value(QStringLiteral("modified")).toString().toLongLong(&timeOk);
    receipt.modified = QDateTime::fromMSecsSinceEpoch(modified, Qt::UTC);
    receipt.usedKeys = keysFromJson(json.value(QStringLiteral("keys")).toArray());
    return sizeOk && timeOk && !receipt.identity.isEmpty() ? std::optional(receipt) : std::nullopt;
}

/// Where each target's last receipt begins in the file of one folder. Lines are only ever added, so what was
/// looked through once need not be looked through again.
class Index
{
public:
    QByteArray find(const QString &target)
    {
        const QMutexLocker locker(&m_mutex);
        QFile file(receiptsPath(target));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        if (m_path != file.fileName() || !hasOnlyGrown(file)) {
            m_lines.clear();
            m_end = 0;
            m_path = file.fileName();
        }
        lookThrough(file);
        const auto found = m_lines.constFind(numberOf(target).toULongLong(nullptr, 16));
        if (found == m_lines.cend() || !file.seek(*found))
            return {};
        return file.readLine(kLargestReceipt).mid(kNumberDigits + 1);
    }

private:
    /// As far as that can be told without reading it again.
    bool hasOnlyGrown(QFile &file) const
    {
        char before = 0;
        return m_end == 0 || (file.seek(m_end - 1) && file.getChar(&before) && before == '\n');
    }

    void lookThrough(QFile &file)
    {
        file.seek(m_end);
        while (!file.atEnd()) {
            m_end = file.pos(); // the last line may still be growing: it is looked at once more
            const QByteArray line = file.readLine(kLargestReceipt);
            bool ok = false;
            const quint64 number = line.left(kNumberDigits).toULongLong(&ok, 16);
            if (ok)
                m_lines[number] = m_end;
        }
    }

    QMutex m_mutex;
    QString m_path;
    qint64 m_end = 0;
    QHash<quint64, qint64> m_lines;
};

QByteArray receiptOf(const QString &target)
{
    static Index index;
    QByteArray found = index.find(target);
    if (QFile own(ownPath(target)); found.isEmpty() && own.open(QIODevice::ReadOnly))
        found = own.read(kLargestReceipt);
    return found;
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

std::optional<Receipt> validReceipt(const QString &target)
{
    const QFileInfo info(target);
    if (!info.isFile())
        return std::nullopt;
    const QString path = absolute(target);
    const auto receipt = fromJson(path, QJsonDocument::fromJson(receiptOf(path)).object());
    if (!receipt || receipt->size != info.size() || receipt->modified != info.lastModified())
        return std::nullopt;
    return receipt;
}

core::Result<void> writeReceipts(const std::vector<Receipted> &files)
{
    QByteArray bytes;
    QString path;
    for (const auto &[target, receipt] : files) {
        const QString name = absolute(target);
        if (path.isEmpty())
            path = receiptsPath(name);
        bytes +=
            '\n' + numberOf(name) + ' ' + QJsonDocument(toJson(name, receipt)).toJson(QJsonDocument::Compact);
    }
    return files.empty() ? core::Result<void>() : append(path, bytes);
}

} // namespace storage
