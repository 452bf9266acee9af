#include "tests/support/tactobjects.h"
#include "tests/support/tactroots.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

// make_tactseeds FOLDER: small manifests of every kind, in a folder for each fuzzer, to begin from.

namespace {

using support::ByteVector;

class Writer
{
public:
    explicit Writer(const std::filesystem::path &folder)
        : m_folder(folder)
    {
        std::filesystem::create_directories(folder);
    }

    void write(const char *name, const ByteVector &bytes) const
    {
        std::ofstream file(m_folder / name, std::ios::binary);
        file.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    }

private:
    std::filesystem::path m_folder;
};

void writeIndices(const Writer &writer)
{
    support::IndexShape shape;
    shape.entries = 50;
    shape.blockKb = 1;
    writer.write("archive", support::madeIndexOf(shape));
    shape.offsetSize = 0;
    writer.write("loose", support::madeIndexOf(shape));
    shape.offsetSize = 6;
    writer.write("group", support::madeIndexOf(shape));
}

void writeRoots(const Writer &writer)
{
    using support::RootForm;
    writer.write("wow_old", support::madeRoot(RootForm::Old));
    writer.write("wow_8.2", support::madeRoot(RootForm::Named));
    writer.write("wow_1", support::madeRoot(RootForm::Version1));
    writer.write("wow_2", support::madeRoot(RootForm::Version2));
    writer.write("tvfs", support::madeSmallTree());
    writer.write("d3_folder", support::madeDiablo3Folder());
    writer.write("d3_assets", support::madeCoreToc());
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("usage: make_tactseeds FOLDER\n", stderr);
        return 2;
    }
    const std::filesystem::path folder(arguments[1]);
    writeIndices(Writer(folder / "archiveindex"));
    writeRoots(Writer(folder / "roots"));
    Writer(folder / "encodingmanifest").write("small", support::madeEncoding(10));
    Writer(folder / "patchmanifest").write("small", support::madePatches(support::PatchHeader::WithEncoding));
    const Writer tagged(folder / "tagmanifests");
    tagged.write("install_1", support::madeInstall(1));
    tagged.write("install_2", support::madeInstall(2));
    tagged.write("download_1", support::madeDownload(1, true, 0));
    tagged.write("download_3", support::madeDownload(3, false, 1));
    tagged.write("size_1", support::madeSizes(1));
    tagged.write("size_2", support::madeSizes(2));
    return 0;
}
