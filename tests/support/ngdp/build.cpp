#include "tests/support/ngdp/build.h"

#include "tests/support/ngdp/buildmanifests.h"
#include "tests/support/ngdp/encodingwriter.h"
#include "tests/support/ngdp/patchwriter.h"

#include <algorithm>

namespace ngdp {

namespace {

class BuildWriter
{
public:
    BuildWriter(Cdn &cdn, const BuildShape &shape)
        : m_cdn(cdn)
        , m_shape(shape)
    {
    }

    MadeBuild write();

private:
    void addFile(const FileShape &file);
    MadeManifest addObject(const ByteVector &content, const FileShape &file);
    void addRoot();
    void addTagManifests();
    void addVfs();
    void addManifest(const std::string &name, const ByteVector &content, const ObjectLayout &layout,
                     Place place);
    void addEncoding();
    void addPatches();
    void addConfig();
    void encode(const BuiltObject &object, const ObjectLayout &layout);
    std::uint32_t especNumber(const std::string &espec);
    bool lacks(const std::string &manifest, Lack lack) const;

    Cdn &m_cdn;
    const BuildShape &m_shape;
    MadeBuild m_made;
    EncodingTables m_tables;
    std::map<std::string, std::uint32_t> m_especs;
    std::map<blte::Digest, std::size_t> m_encodedFiles; ///< by content key, in m_tables
    std::set<blte::Digest> m_encodedObjects;
    std::size_t m_patchSize = 0; ///< of the patch manifest
};

bool BuildWriter::lacks(const std::string &manifest, Lack lack) const
{
    const auto found = m_shape.lacks.find(manifest);
    return found != m_shape.lacks.end() && found->second.count(lack) > 0;
}

std::uint32_t BuildWriter::especNumber(const std::string &espec)
{
    const auto [found, isNew] = m_especs.emplace(espec, static_cast<std::uint32_t>(m_especs.size()));
    if (isNew)
        m_tables.especs.push_back(espec);
    return found->second;
}

void BuildWriter::encode(const BuiltObject &object, const ObjectLayout &layout)
{
    const blte::Digest key = object.encodingKey.digest;
    if (!m_encodedObjects.insert(key).second)
        return;
    m_tables.objects.push_back({key, object.bytes.size(), especNumber(especOf(layout))});
    const auto [file, isNew] = m_encodedFiles.emplace(object.contentKey.digest, m_tables.files.size());
    if (isNew)
        m_tables.files.push_back({object.contentKey.digest, object.payload.size(), {key}});
    else
        m_tables.files[file->second].encodingKeys.push_back(key);
}

MadeManifest BuildWriter::addObject(const ByteVector &content, const FileShape &file)
{
    const BuiltObject object = encoded(content, file.layout);
    m_cdn.add(object, file.place);
    if (file.isEncoded)
        encode(object, file.layout);
    return {object.contentKey.digest, object.encodingKey.digest, object.payload.size(), object.bytes.size(),
            especOf(file.layout)};
}

void BuildWriter::addFile(const FileShape &file)
{
    MadeFile made;
    made.path = file.path;
    std::replace(made.path.begin(), made.path.end(), '\\', '/');
    made.fileDataId = file.fileDataId;
    made.contentFlags = file.contentFlags;
    made.locales = file.locales;
    made.tags = file.tags;
    made.priority = file.priority;
    made.assetKind = file.assetKind;
    const std::size_t step = (file.content.size() + file.spans - 1) / file.spans;
    for (std::size_t i = 0; i < file.spans; ++i) {
        const blte::Bytes rest = blte::Bytes(file.content).subspan(std::min(i * step, file.content.size()));
        const blte::Bytes part = rest.first(std::min(step, rest.size()));
        const MadeManifest object = addObject(ByteVector(part.begin(), part.end()), file);
        if (i == 0)
            static_cast<MadeManifest &>(made) = object;
        else
            made.furtherSpans.push_back(object);
    }
    m_made.files.push_back(std::move(made));
}

void BuildWriter::addManifest(const std::string &name, const ByteVector &content, const ObjectLayout &layout,
                              Place place)
{
    const BuiltObject object = encoded(content, layout);
    m_cdn.add(object, lacks(name, Lack::Object) ? Place::Nowhere : place);
    if (name != "encoding" && !lacks(name, Lack::Encoding))
        encode(object, layout);
    m_made.manifests[name] = {object.contentKey.digest, object.encodingKey.digest, object.payload.size(),
                              object.bytes.size(), especOf(layout)};
}

void BuildWriter::addRoot()
{
    if (m_shape.root == RootKind::None)
        return;
    if (m_shape.root != RootKind::Diablo3) {
        addManifest("root", rootOf(m_shape, m_made.files), m_shape.rootLayout, Place::Archive);
        return;
    }
    FileShape object;
    object.layout = m_shape.rootLayout;
    auto named = foldersOf(m_made.files);
    auto numbered = assetsOf(m_made.files);
    for (const auto &[name, assets] : numbered)
        named[name].push_back({"CoreTOC.dat", addObject(writeDiablo3Names(assets), object).contentKey});
    std::vector<NamedKey> folders;
    for (const auto &[name, files] : named)
        folders.push_back({name, addObject(writeDiablo3Folder(files, numbered[name]), object).contentKey});
    addManifest("root", writeDiablo3Root(folders), m_shape.rootLayout, Place::Archive);
}

void BuildWriter::addTagManifests()
{
    const auto add = [this](const std::string &name, const WrittenManifest &written) {
        addManifest(name, written.bytes, written.layout, Place::Archive);
    };
    if (m_shape.installVersion != kNoManifest)
        add("install", writeInstall(m_shape.installVersion, installed(m_made.files)));
    if (m_shape.download)
        add("download", writeDownload(*m_shape.download, tagged(m_made.files)));
    if (m_shape.sizeVersion != kNoManifest)
        add("size", writeSize(m_shape.sizeVersion, tagged(m_made.files)));
}

void BuildWriter::addVfs()
{
    if (m_shape.vfs == VfsKind::None)
        return;
    TvfsShape shape;
    shape.keySize = m_shape.vfsKeySize;
    std::vector<TvfsPath> top;
    std::size_t number = 2; // vfs-1 is vfs-root
    for (auto &[folder, paths] : mountsOf(m_made.files, m_shape.vfs)) {
        if (folder.empty()) {
            top.insert(top.end(), paths.begin(), paths.end());
            continue;
        }
        const std::string name = "vfs-" + std::to_string(number++);
        addManifest(name, writeTvfs(paths, shape), ObjectLayout::one(kZlib), Place::Archive);
        top.push_back({folder, {tvfsObject(m_made.manifests.at(name))}});
    }
    if (m_made.manifests.count("root") > 0)
        top.push_back({".root", {tvfsObject(m_made.manifests.at("root"))}});
    addManifest("vfs-root", writeTvfs(top, shape), ObjectLayout::one(kZlib), Place::Archive);
    m_made.manifests["vfs-1"] = m_made.manifests.at("vfs-root");
}

void BuildWriter::addEncoding()
{
    const std::uint32_t espec = m_shape.strangers > 0 ? especNumber("b:{*=z}") : 0;
    for (std::size_t i = 0; i < m_shape.strangers; ++i) {
        // As evenly spread as real keys.
        const blte::Digest content = blte::md5(support::ByteBuilder().text("file").big(i, 8).done());
        const blte::Digest object = blte::md5(support::ByteBuilder().text("object").big(i, 8).done());
        m_tables.files.push_back({content, 1000 + i, {object}});
        m_tables.objects.push_back({object, 500 + i, espec});
    }
    const WrittenEncoding written = writeEncoding(std::move(m_tables));
    addManifest("encoding", written.bytes, m_shape.encodingLayout.value_or(written.layout), Place::Loose);
}

/// Each from an older file that is nowhere.
void BuildWriter::addPatches()
{
    if (m_shape.patched == 0)
        return;
    std::vector<PatchedRow> rows;
    for (std::size_t i = 0; i < m_shape.patched; ++i) {
        const MadeFile &file = m_made.files.at(i);
        const ByteVector patch =
            support::ByteBuilder().text("ZBSDIFF1").bytes(file.contentKey).zeros(40 + i).done();
        m_cdn.addPatch(blte::md5(patch), patch);
        rows.push_back({file.contentKey, file.size, blte::md5(file.contentKey), file.size, blte::md5(patch),
                        static_cast<std::uint32_t>(patch.size())});
    }
    const MadeManifest &encoding = m_made.manifests.at("encoding");
    const WrittenPatches written = writePatchManifest(
        std::move(rows),
        {encoding.contentKey, encoding.encodingKey, static_cast<std::uint32_t>(encoding.size),
         static_cast<std::uint32_t>(encoding.encodedSize), encoding.espec});
    m_cdn.addPatch(written.name, written.bytes);
    m_made.patchManifest = written.name;
    m_patchSize = written.bytes.size();
}

void BuildWriter::addConfig()
{
    ConfigText config("Build Configuration");
    for (const auto &[name, manifest] : m_made.manifests) {
        if (lacks(name, Lack::Config))
            continue;
        const bool isShort = name == "root" || lacks(name, Lack::Encoding);
        std::vector<std::string> keys{blte::toHex(manifest.contentKey)};
        std::vector<std::string> sizes{std::to_string(manifest.size)};
        if (!isShort) {
            keys.push_back(blte::toHex(manifest.encodingKey));
            sizes.push_back(std::to_string(manifest.encodedSize));
        }
        config.add(name, keys);
        if (name != "root")
            config.add(name + "-size", sizes);
    }
    if (m_made.patchManifest) {
        config.add("patch", blte::toHex(*m_made.patchManifest));
        config.add("patch-size", std::to_string(m_patchSize));
    }
    config.add("build-name", m_shape.name).add("build-uid", m_shape.uid);
    config.add("build-product", m_shape.product).add("build-playbuild-installer", "ngdptool_casc2");
    m_made.config = m_cdn.addConfig(config.done());
    if (!m_shape.keyRing.empty())
        m_made.keyRing = m_cdn.addConfig(keyRingText(m_shape.keyRing));
}

MadeBuild BuildWriter::write()
{
    for (std::size_t i = 0; i < m_shape.files.count; ++i)
        addFile(m_shape.files.at(i));
    addRoot();
    addTagManifests();
    addVfs();
    addEncoding();
    addPatches();
    addConfig();
    return std::move(m_made);
}

} // namespace

FileSource listed(std::vector<FileShape> files)
{
    const std::size_t count = files.size();
    return {count, [files = std::move(files)](std::size_t i) { return files[i]; }};
}

MadeBuild addBuild(Cdn &cdn, const BuildShape &shape)
{
    return BuildWriter(cdn, shape).write();
}

} // namespace ngdp
