#include "core/storage/receipt.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStandardPaths>

namespace storage {

namespace {

using core::ErrorKind;

/// A receipt is a few hundred bytes; what is larger was not written by us.
constexpr qint64 kLargestReceipt = 64 * 1024;

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

QString receiptPath(const QString &target)
{
    const QByteArray name = QCryptographicHash::hash(absolute(target).toUtf8(), QCryptographicHash::Sha1);
    return receiptFolder() + u'/' + QString::fromLatin1(name.toHex()) + QStringLiteral(".json");
}

/// Numbers as text: a JSON number is a double, which cannot hold every size.
QJsonObject toJson(const QString &target, const Receipt &receipt)
{
    return {{QStringLiteral("target"), absolute(target)},
            {QStringLiteral("identity"), receipt.identity},
            {QStringLiteral("verdict"), receipt.verdict},
            {QStringLiteral("md5"), QString::fromLatin1(receipt.md5)},
            {QStringLiteral("size"), QString::number(receipt.size)},
            {QStringLiteral("modified"), QString::number(receipt.modified.toMSecsSinceEpoch())}};
}

std::optional<Receipt> fromJson(const QString &target, const QJsonObject &json)
{
    if (json.value(QStringLiteral("target")).toString() != absolute(target))
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
    return sizeOk && timeOk && !receipt.identity.isEmpty() ? std::optional(receipt) : std::nullopt;
}

} // namespace

std::optional<Receipt> validReceipt(const QString &target)
{
    QFile file(receiptPath(target));
    const QFileInfo info(target);
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    const QJsonDocument document = QJsonDocument::fromJson(file.read(kLargestReceipt));
    const auto receipt = fromJson(target, document.object());
    if (!receipt || receipt->size != info.size() || receipt->modified != info.lastModified())
        return std::nullopt;
    return receipt;
}

core::Result<void> writeReceipt(const QString &target, Receipt receipt, const QFileInfo &measured)
{
    if (!measured.isFile())
        return core::failure(ErrorKind::ReadFailed, measured.filePath() % QStringLiteral(" is not there"));
    receipt.size = measured.size();
    receipt.modified = measured.lastModified();
    const QString path = receiptPath(target);
    // Not synced, nor replaced in one step: half a receipt is none, and nothing but time is lost with it.
    QFile file(path);
    const QByteArray bytes = QJsonDocument(toJson(target, receipt)).toJson();
    const bool isOpen = file.open(QIODevice::WriteOnly) ||
                        (QDir().mkpath(receiptFolder()) && file.open(QIODevice::WriteOnly));
    if (!isOpen || file.write(bytes) != bytes.size() || !file.flush())
        return core::failure(ErrorKind::WriteFailed, path % QStringLiteral(": ") % file.errorString());
    return {};
}

} // namespace storage
