#include "tests/support/ngdp/buildmanifests.h"

#include "core/tact/namehash.h"

#include <algorithm>
#include <tuple>

namespace ngdp {

namespace {

constexpr std::uint32_t kNoNameHash = 0x10000000; // of content flags

ByteVector wowRootOf(WowRootForm form, const std::vector<MadeFile> &files)
{
    std::map<std::pair<std::uint32_t, std::uint32_t>, WowRootRun> byFlags;
    for (const MadeFile &file : files) {
        WowRootRun &run = byFlags[{file.contentFlags, file.locales}];
        run.contentFlags = file.contentFlags;
        run.locales = file.locales;
        run.hasNameHashes = (file.contentFlags & kNoNameHash) == 0;
        run.files.push_back({file.fileDataId, file.contentKey, tact::nameHash(file.path)});
    }
    std::vector<WowRootRun> runs;
    for (auto &[flags, run] : byFlags) {
        std::sort(run.files.begin(), run.files.end(),
                  [](const WowRootFile &a, const WowRootFile &b) { return a.id < b.id; });
        runs.push_back(std::move(run));
    }
    return writeWowRoot(form, runs, totalsOf(runs));
}

std::vector<NamedKey> namesOf(const std::vector<MadeFile> &files)
{
    std::vector<NamedKey> names;
    for (const MadeFile &file : files)
        names.push_back({file.path, file.contentKey});
    return names;
}

/// The first folder, "" if there is none, and the rest.
std::pair<std::string, std::string> split(const std::string &path)
{
    const std::size_t slash = path.find('/');
    if (slash == path.npos)
        return {{}, path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

TaggedObject taggedObject(const MadeFile &file, const MadeManifest &object)
{
    return {file.path,          object.contentKey, object.encodingKey, object.size,
            object.encodedSize, file.priority,     file.tags};
}

} // namespace

ByteVector rootOf(const BuildShape &shape, const std::vector<MadeFile> &files)
{
    switch (shape.root) {
    case RootKind::Wow:
        return wowRootOf(shape.wowRoot, files);
    case RootKind::StarCraft:
        return writeStarCraftRoot(namesOf(files));
    case RootKind::Overwatch:
        return writeOverwatchRoot(namesOf(files));
    case RootKind::Mndx:
        return writeMndxRoot();
    case RootKind::None:
    case RootKind::Diablo3:
    case RootKind::Token:
        break;
    }
    return support::ByteBuilder().text("0123456789abcdef0123456789abcdef").done();
}

std::map<std::string, std::vector<NamedKey>> foldersOf(const std::vector<MadeFile> &files)
{
    std::map<std::string, std::vector<NamedKey>> folders;
    for (const MadeFile &file : files) {
        const auto [folder, rest] = split(file.path);
        if (!file.assetKind)
            folders[folder].push_back({rest, file.contentKey});
    }
    return folders;
}

std::map<std::string, std::vector<Diablo3Asset>> assetsOf(const std::vector<MadeFile> &files)
{
    std::map<std::string, std::vector<Diablo3Asset>> folders;
    for (const MadeFile &file : files) {
        const std::string name = file.path.substr(file.path.rfind('/') + 1);
        if (file.assetKind)
            folders[split(file.path).first].push_back(
                {*file.assetKind, file.fileDataId, name.substr(0, name.find('.')), file.contentKey});
    }
    return folders;
}

std::vector<TaggedObject> tagged(const std::vector<MadeFile> &files)
{
    std::vector<TaggedObject> objects;
    for (const MadeFile &file : files) {
        objects.push_back(taggedObject(file, file));
        for (const MadeManifest &span : file.furtherSpans)
            objects.push_back(taggedObject(file, span));
    }
    return objects;
}

std::vector<TaggedObject> installed(const std::vector<MadeFile> &files)
{
    std::vector<TaggedObject> objects;
    for (const MadeFile &file : files) {
        if (!file.tags.empty())
            objects.push_back(taggedObject(file, file));
    }
    return objects;
}

TvfsObject tvfsObject(const MadeManifest &object)
{
    return {object.encodingKey, object.contentKey, static_cast<std::uint32_t>(object.encodedSize),
            static_cast<std::uint32_t>(object.size), object.espec};
}

std::map<std::string, std::vector<TvfsPath>> mountsOf(const std::vector<MadeFile> &files, VfsKind kind)
{
    std::map<std::string, std::vector<TvfsPath>> mounts;
    for (const MadeFile &file : files) {
        TvfsPath entry{file.path, {tvfsObject(file)}};
        for (const MadeManifest &span : file.furtherSpans)
            entry.objects.push_back(tvfsObject(span));
        std::string folder;
        if (kind == VfsKind::Nested)
            std::tie(folder, entry.path) = split(file.path);
        mounts[folder].push_back(std::move(entry));
    }
    return mounts;
}

} // namespace ngdp
