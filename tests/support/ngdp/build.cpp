#include "tests/support/ngdp/build.h"

#include "core/tact/namehash.h"
#include "tests/support/ngdp/encodingwriter.h"

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
    void addRoot();
    void addManifest(const std::string &name, const ByteVector &content, const ObjectLayout &layout,
                     Place place);
    void addEncoding();
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
    std::map<std::pair<std::uint32_t, std::uint32_t>, WowRootRun> m_runs; ///< by content flags and locales
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

void BuildWriter::addFile(const FileShape &file)
{
    const BuiltObject object = encoded(file.content, file.layout);
    m_cdn.add(object, file.place);
    if (file.isEncoded)
        encode(object, file.layout);
    if (m_shape.root == RootKind::Wow) {
        WowRootRun &run = m_runs[{file.contentFlags, file.locales}];
        run.contentFlags = file.contentFlags;
        run.locales = file.locales;
        constexpr std::uint32_t kNoNameHash = 0x10000000;
        run.hasNameHashes = (file.contentFlags & kNoNameHash) == 0;
        run.files.push_back({file.fileDataId, object.contentKey.digest, tact::nameHash(file.path)});
    }
    m_made.files.push_back({file.path, file.fileDataId, object.contentKey.digest, object.encodingKey.digest,
                            object.payload.size(), object.bytes.size()});
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
    if (m_shape.root != RootKind::Wow)
        return;
    std::vector<WowRootRun> runs;
    for (auto &[flags, run] : m_runs) {
        std::sort(run.files.begin(), run.files.end(),
                  [](const WowRootFile &a, const WowRootFile &b) { return a.id < b.id; });
        runs.push_back(std::move(run));
    }
    addManifest("root", writeWowRoot(m_shape.wowRoot, runs, totalsOf(runs)), m_shape.rootLayout,
                Place::Archive);
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

void BuildWriter::addConfig()
{
    ConfigText config("Build Configuration");
    for (const char *name : {"root", "install", "download", "size", "vfs-root", "encoding"}) {
        const auto found = m_made.manifests.find(name);
        if (found == m_made.manifests.end() || lacks(name, Lack::Config))
            continue;
        const MadeManifest &manifest = found->second;
        const bool isShort = found->first == "root" || lacks(name, Lack::Encoding);
        std::vector<std::string> keys{blte::toHex(manifest.contentKey)};
        std::vector<std::string> sizes{std::to_string(manifest.size)};
        if (!isShort) {
            keys.push_back(blte::toHex(manifest.encodingKey));
            sizes.push_back(std::to_string(manifest.encodedSize));
        }
        config.add(name, keys);
        if (found->first != "root")
            config.add(found->first + "-size", sizes);
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
    addEncoding();
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
