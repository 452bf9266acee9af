#include "core/catalog/selectedfile.h"

#include "core/bytes.h"
#include "core/catalog/pathpattern.h"
#include "core/hex.h"

namespace catalog {

namespace {

QString toText(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<qint64> toSize(std::optional<std::uint64_t> size)
{
    return size ? std::optional(static_cast<qint64>(*size)) : std::nullopt;
}

} // namespace

SelectedFile selected(const TreeFile &file)
{
    SelectedFile copy;
    copy.path = toText(file.path);
    copy.fileDataId = file.fileDataId;
    copy.contentKey = contentKeyOf(file.contentKey);
    copy.encodingKey = core::toByteArray(file.encodingKey);
    copy.size = toSize(file.size);
    copy.encodedSize = toSize(file.encodedSize);
    copy.locales = file.locales;
    copy.contentFlags = file.contentFlags;
    copy.espec = toText(file.espec);
    for (const std::string_view tag : file.tags)
        copy.tags.append(toText(tag));
    for (const TreeObject &object : file.objects)
        copy.objects.append({core::toByteArray(object.encodingKey), contentKeyOf(object.contentKey),
                             static_cast<qint64>(object.size), static_cast<qint64>(object.encodedSize)});
    if (isEmpty(copy))
        copy.contentKey = blte::ContentKey{blte::md5({})};
    return copy;
}

bool isEmpty(const SelectedFile &file)
{
    return file.size == 0 && file.objects.isEmpty() && !file.path.isEmpty();
}

std::string unknownPath(const TreeFile &file)
{
    const std::string folder = std::string(kUnknownFolder) + '/';
    if (file.fileDataId)
        return folder + std::to_string(*file.fileDataId);
    if (const auto key = contentKeyOf(file.contentKey))
        return folder + blte::toHex(key->digest);
    return folder + core::toByteArray(file.encodingKey).toHex().toStdString();
}

QString pathOrUnknown(const SelectedFile &file)
{
    if (!file.path.isEmpty())
        return file.path;
    TreeFile named;
    named.fileDataId = file.fileDataId;
    if (file.contentKey)
        named.contentKey = file.contentKey->digest;
    named.encodingKey = core::bytesOf(file.encodingKey);
    return QString::fromStdString(unknownPath(named));
}

bool isBefore(const SelectedFile &a, const SelectedFile &b)
{
    if (a.path.isEmpty() != b.path.isEmpty())
        return b.path.isEmpty();
    if (a.path != b.path)
        return a.path < b.path;
    return a.fileDataId < b.fileDataId;
}

} // namespace catalog
