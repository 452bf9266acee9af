#include "core/storage/receipt.h"

#include "core/hex.h"
#include "core/storage/seal.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace storage {

namespace {

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

/// Text between quotes, as RFC 8259 wants it.
void append(QByteArray &json, const QByteArray &text)
{
    json += '"';
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || c == '"' || c == '\\')
            json += "\\u00" + core::hexBytes({&byte, 1});
        else
            json += c;
    }
    json += '"';
}

void append(QByteArray &json, const char *key, const QByteArray &value)
{
    json += json.isEmpty() ? "{\"" : ",\"";
    json += key;
    json += "\":";
    append(json, value);
}

/// "NAME:CHECK", in hex.
void append(QByteArray &json, const std::vector<blte::UsedKey> &keys)
{
    json += ",\"keys\":";
    for (std::size_t i = 0; i < keys.size(); ++i) {
        json += i == 0 ? '[' : ',';
        append(json, (core::hex(keys[i].name) % u':' % QString::number(keys[i].check, 16)).toLatin1());
    }
    json += ']';
}

/// Numbers as text: a JSON number is a double, which cannot hold every size. Written by hand: of a small file
/// that is finished QJsonDocument took more time than anything else on the disk's thread.
QByteArray toJson(const QString &target, const Receipt &receipt)
{
    QByteArray json;
    json.reserve(512);
    append(json, "target", target.toUtf8());
    append(json, "identity", receipt.identity.toUtf8());
    append(json, "md5", receipt.md5);
    append(json, "size", QByteArray::number(receipt.size));
    append(json, "modified", QByteArray::number(receipt.stamp.modified));
    append(json, "changed", QByteArray::number(receipt.stamp.changed));
    append(json, "file", QByteArray::number(receipt.stamp.number));
    append(json, "version", receipt.version.toBase64());
    if (receipt.crc)
        append(json, "crc", QByteArray::number(*receipt.crc));
    if (!receipt.usedKeys.empty())
        append(json, receipt.usedKeys);
    json += ",\"verdict\":" + QByteArray::number(receipt.verdict) + '}';
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

std::optional<Receipt> receiptFrom(const QJsonObject &json)
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

} // namespace

Seal receiptSeal()
{
    return Seal::own().derived("receipts");
}

QString sealedName(const QString &text)
{
    return core::hex(Seal::own().derived("names").of(text.toUtf8()));
}

bool isUntouched(const Receipt &receipt, qint64 size, const fs::Stamp &now)
{
    const fs::Stamp &then = receipt.stamp;
    return receipt.size == size && then.modified == now.modified && then.number == now.number &&
           (then.changed == 0 || then.changed == now.changed);
}

QByteArray toSealedText(const Receipted &file, const Seal &seal)
{
    const QByteArray json = toJson(file.target, file.receipt);
    return core::hexBytes(seal.of(json)) + ' ' + json;
}

std::optional<Receipted> fromSealedText(const QByteArray &text)
{
    const QJsonObject json = readSealed(text);
    auto receipt = receiptFrom(json);
    if (!receipt)
        return std::nullopt;
    return Receipted{json.value(QLatin1String("target")).toString(), std::move(*receipt)};
}

} // namespace storage
