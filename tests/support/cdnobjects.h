#pragma once

#include "core/blte/digest.h"

#include <QByteArray>
#include <QString>
#include <algorithm>

/// Made files of a CDN that are no BLTE.
namespace support {

inline blte::Bytes view(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()),
            static_cast<std::size_t>(bytes.size())};
}

inline QByteArray md5(const QByteArray &bytes)
{
    const blte::Digest digest = blte::md5(view(bytes));
    return {reinterpret_cast<const char *>(digest.data()), static_cast<qsizetype>(digest.size())};
}

inline QByteArray bigEndian(quint64 number, int size)
{
    QByteArray bytes;
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        bytes.append(static_cast<char>(number >> shift & 0xFF));
    return bytes;
}

/// An index of `count` objects of 100 bytes, one behind the other.
inline QByteArray madeIndex(int count)
{
    constexpr int kInBlock = 170;
    QByteArray blocks;
    QByteArray lastKeys;
    QByteArray hashes;
    for (int first = 0; first < count; first += kInBlock) {
        QByteArray block;
        for (int i = first; i < std::min(first + kInBlock, count); ++i) {
            const QByteArray key = bigEndian(1, 8) + bigEndian(static_cast<quint64>(i), 8);
            block += key + bigEndian(100, 4) + bigEndian(static_cast<quint64>(i) * 100, 4);
            if (i == std::min(first + kInBlock, count) - 1)
                lastKeys += key;
        }
        block.append(4096 - block.size(), '\0');
        hashes += md5(block).first(8);
        blocks += block;
    }
    QByteArray fixed("\x01\x00\x00\x04\x04\x04\x10\x08", 8);
    for (int shift = 0; shift < 32; shift += 8)
        fixed.append(static_cast<char>(count >> shift & 0xFF));
    const QByteArray contents = lastKeys + hashes;
    return blocks + contents + md5(contents).first(8) + fixed + md5(fixed + QByteArray(8, '\0')).first(8);
}

/// A manifest with one block of two files, the second with two patches.
inline QByteArray madeManifest()
{
    const auto key = [](char c) { return QByteArray(16, c); };
    const auto patch = [&](char c) -> QByteArray {
        return key(c) + bigEndian(7, 5) + key('p') + bigEndian(3, 4) + '\1';
    };
    const QByteArray block = '\1' + key('a') + bigEndian(9, 5) + patch('b') + '\2' + key('c') +
                             bigEndian(9, 5) + patch('d') + patch('e') + QByteArray(1, '\0');
    const QByteArray encoding = key('E') + key('F') + bigEndian(10, 4) + bigEndian(9, 4) + '\3' + "b:n";
    const QByteArray head = QByteArray("PA\x02\x10\x10\x10\x0c", 7) + bigEndian(1, 2) + '\2' + encoding;
    const qsizetype size = head.size() + 16 + 16 + 4;
    return head + key('c') + md5(block) + bigEndian(static_cast<quint64>(size), 4) + block +
           QByteArray(50, '\0');
}

/// The bytes by whose MD5 a manifest is named.
inline QByteArray manifestHeader(const QByteArray &manifest)
{
    return manifest.first(10 + 2 * 16 + 8 + 1 + 3 + 36);
}

} // namespace support
