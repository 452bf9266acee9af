#include "core/storage/filecontents.h"

#include "core/storage/filesystem.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace storage {

bool haveSameContents(const QString &a, const QString &b)
{
    const auto one = fs::File::open(a, fs::File::Mode::ReadOnly);
    const auto other = fs::File::open(b, fs::File::Mode::ReadOnly);
    if (!one || !other || one->size().value_or(-1) != other->size().value_or(-2))
        return false;
    std::vector<std::uint8_t> first(256 << 10);
    std::vector<std::uint8_t> second(first.size());
    for (qint64 at = 0;;) {
        const auto got = one->readAt(at, first);
        const auto same = other->readAt(at, second);
        if (!got || !same || *got != *same ||
            !std::equal(first.begin(), first.begin() + *got, second.begin()))
            return false;
        if (*got < static_cast<qint64>(first.size()))
            return true;
        at += *got;
    }
}

namespace {

/// Appends a file to another; the bytes count for `md5`, too.
core::Result<qint64> append(const QString &from, const fs::File &to, qint64 at, blte::Md5 &md5)
{
    const auto in = fs::File::open(from, fs::File::Mode::ReadOnly);
    if (!in)
        return core::failure(in.error());
    std::vector<std::uint8_t> buffer(1 << 20);
    for (qint64 read = 0;;) {
        const auto got = in->readAt(read, buffer);
        if (!got)
            return got;
        const auto bytes = std::span(buffer).first(static_cast<std::size_t>(*got));
        md5.update(bytes);
        if (auto ok = to.writeAt(at + read, bytes); !ok)
            return core::failure(ok.error());
        read += *got;
        if (bytes.size() < buffer.size())
            return at + read;
    }
}

} // namespace

core::Result<std::shared_ptr<const fs::File>>
gatherContents(const QStringList &from, const QString &path,
               const std::optional<blte::ContentKey> &contentKey)
{
    auto opened = fs::File::open(path, fs::File::Mode::ReadWriteNew);
    if (!opened)
        return core::failure(opened.error());
    const auto file = std::make_shared<const fs::File>(std::move(*opened));
    blte::Md5 md5;
    core::Result<qint64> size = 0;
    for (const QString &part : from)
        size = size.and_then([&](qint64 at) { return append(part, *file, at, md5); });
    if (size && contentKey && md5.finish() != contentKey->digest)
        size = core::failure(core::ErrorKind::ContentKeyWrong, path);
    if (size)
        return file;
    std::ignore = fs::remove(path);
    return core::failure(size.error());
}

} // namespace storage
