#pragma once

#include "tests/support/tactbuilder.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

/// Real samples, where they are at hand.
namespace corpus {

inline QByteArray read(const QString &path)
{
    QFile file(support::corpusFolder() + QLatin1Char('/') + path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

inline support::ByteVector bytes(const QString &path)
{
    const QByteArray content = read(path);
    return {content.begin(), content.end()};
}

inline QJsonObject json(const QString &path)
{
    return QJsonDocument::fromJson(read(path)).object();
}

inline QString hex(blte::Bytes bytes)
{
    return QString::fromLatin1(
        QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size()))
            .toHex());
}

inline blte::Digest digest(const QString &hex)
{
    return blte::digestFromHex(hex.toStdString()).value_or(blte::Digest{});
}

inline QString text(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace corpus

/// Skips the test, visibly, where a sample is not there.
#define NEEDS_SAMPLE(content)                                                                                \
    if ((content).empty())                                                                                   \
    QSKIP("the samples are not here")
