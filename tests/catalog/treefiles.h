#pragma once

#include "core/catalog/filetree.h"
#include "core/hex.h"
#include "tests/support/tactbuilder.h"

#include <QStringList>
#include <QTest>

/// File trees under test, read back as lines.
namespace treefiles {

inline QByteArray array(const support::ByteVector &bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())};
}

inline QString text(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline QStringList lines(std::initializer_list<const char *> texts)
{
    QStringList list;
    for (const char *text : texts)
        list << QString::fromUtf8(text);
    return list;
}

/// A key by its first byte.
inline blte::Digest key(std::uint8_t first)
{
    return {first, 0xAA, 0xBB};
}

/// "path id first byte of the content key, in hex"; sorted.
inline QStringList rows(const catalog::FileTree &tree)
{
    QStringList rows;
    for (const catalog::LoadWarning &warning : tree.visit([&](const catalog::TreeFile &file) {
             QStringList row{text(file.path)};
             if (file.fileDataId)
                 row << QString::number(*file.fileDataId);
             if (!file.contentKey.empty())
                 row << QString::number(file.contentKey[0], 16);
             rows << row.join(u' ');
         }))
        rows << QStringLiteral("! ") + warning.object + QStringLiteral(": ") + warning.detail;
    rows.sort();
    return rows;
}

} // namespace treefiles
