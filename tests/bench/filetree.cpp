#include "core/catalog/folderlisting.h"
#include "core/catalog/selection.h"
#include "core/catalog/wowtree.h"

#include <QElapsedTimer>
#include <QFile>
#include <cstdio>
#include <cstring>

/// The files of a very large build by their names, as a command that lists them has it: three million entries
/// of a root manifest, a listfile of two million lines.
///
///   bench-filetree make FOLDER     writes both
///   bench-filetree list FOLDER     opens them and lists a folder
///   bench-filetree all FOLDER      also looks for a file and for a glob; both say how long each took
///
/// Time and memory of the process are those of a command.
namespace {

constexpr std::uint32_t kEntries = 3'000'000;
constexpr std::uint32_t kBlocks = 24;
constexpr std::uint32_t kNames = 2'000'000;
constexpr std::uint32_t kIdStep = 2; ///< every other number is a file

void add(QByteArray &bytes, std::uint64_t number, int size)
{
    for (int i = 0; i < size; ++i)
        bytes.append(static_cast<char>(number >> 8 * i & 0xFF));
}

/// Of form 10.1.7, version 2, with name hashes. The numbers of a block's files are spread over all.
QByteArray root()
{
    QByteArray bytes("TSFM");
    for (const std::uint32_t number : {24u, 2u, kEntries, kEntries, 0u})
        add(bytes, number, 4);
    constexpr std::uint32_t kSize = kEntries / kBlocks;
    for (std::uint32_t block = 0; block < kBlocks; ++block) {
        add(bytes, kSize, 4);
        add(bytes, 0xFFFFFFFF, 4);
        bytes.append(9, '\0');
        for (std::uint32_t i = 0; i < kSize; ++i)
            add(bytes, i == 0 ? block * kIdStep : kIdStep * kBlocks - 1, 4);
        for (std::uint32_t i = 0; i < kSize; ++i) {
            add(bytes, i * 0x9E3779B97F4A7C15u + block, 8);
            add(bytes, i ^ block, 8);
        }
        for (std::uint32_t i = 0; i < kSize; ++i)
            add(bytes, i * 0xD6E8FEB86659FD93u + block, 8);
    }
    return bytes;
}

QByteArray listfile()
{
    QByteArray text;
    for (std::uint32_t i = 0; i < kNames; ++i)
        text += QByteArray::number(i * kIdStep) + ";world/maps/zone" + QByteArray::number(i / 5000) +
                "/somefolder" + QByteArray::number(i / 40) + "/adt_tile_" + QByteArray::number(i) +
                "_lod.blp\n";
    return text;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

qint64 select(const catalog::FileTree &tree, const QString &path)
{
    core::FileSelection selection;
    selection.by = core::FileSelection::By::Path;
    selection.path = path;
    const auto found = catalog::select(&tree, selection, QStringLiteral("wow"));
    return found ? found->files.size() : 0;
}

enum class Work { List, All };

int measure(const QString &folder, Work work)
{
    QElapsedTimer timer;
    timer.start();
    const auto say = [&](const char *what, qint64 found) {
        std::printf("%s: %lld in %lld ms\n", what, static_cast<long long>(found),
                    static_cast<long long>(timer.restart()));
    };
    QFile file(folder + QStringLiteral("/root"));
    const auto list = catalog::Listfile::open(folder + QStringLiteral("/listfile.csv"));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) || !list)
        return 1;
    const auto tree = catalog::WowTree::open(file.readAll(), QStringLiteral("root"), {0x2, *list});
    if (!tree)
        return 1;
    say("opened", file.size());
    const auto listing = catalog::listFolder(**tree, QStringLiteral("world/maps"), QStringLiteral("wow"));
    say("folders", listing ? listing->folders.size() : 0);
    if (work == Work::List)
        return 0;
    say("file",
        select(**tree, QStringLiteral("world/maps/zone399/somefolder49999/adt_tile_1999999_lod.blp")));
    say("glob", select(**tree, QStringLiteral("world/**/*_tile_1?9999_*.blp")));
    return 0;
}

bool make(const QString &folder)
{
    return write(folder + QStringLiteral("/root"), root()) &&
           write(folder + QStringLiteral("/listfile.csv"), listfile());
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    const QString folder = QString::fromLocal8Bit(argv[2]);
    if (std::strcmp(argv[1], "make") == 0)
        return make(folder) ? 0 : 1;
    return measure(folder, std::strcmp(argv[1], "all") == 0 ? Work::All : Work::List);
}
