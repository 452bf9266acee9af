#include "core/tact/diablo3root.h"

#include "core/tact/bytereader.h"

#include <array>

namespace tact {

namespace {

constexpr std::uint32_t kRoot = 0x8007D0C4;
constexpr std::uint32_t kFolder = 0xEAF1FE87;
constexpr std::uint32_t kPackages = 0xAABB0002;
constexpr std::size_t kKinds = 70;
constexpr std::size_t kAssetsAt = 3 * kKinds * 4 + 4;
constexpr std::size_t kAssetSize = 12;
constexpr std::size_t kLongestName = 1024;

struct Kind
{
    std::string_view folder;
    std::string_view suffix;
};

constexpr std::array<Kind, 67> kKindNames{{
    {},
    {"Actor", "acr"},
    {"Adventure", "adv"},
    {},
    {},
    {"AmbientSound", "ams"},
    {"Anim", "ani"},
    {"Anim2D", "an2"},
    {"AnimSet", "ans"},
    {"Appearance", "app"},
    {},
    {"Cloth", "clt"},
    {"Conversation", "cnv"},
    {},
    {"EffectGroup", "efg"},
    {"Encounter", "enc"},
    {},
    {"Explosion", "xpl"},
    {},
    {"Font", "fnt"},
    {"GameBalance", "gam"},
    {"Globals", "glo"},
    {"LevelArea", "lvl"},
    {"Light", "lit"},
    {"MarkerSet", "mrk"},
    {"Monster", "mon"},
    {"Observer", "obs"},
    {"Particle", "prt"},
    {"Physics", "phy"},
    {"Power", "pow"},
    {},
    {"Quest", "qst"},
    {"Rope", "rop"},
    {"Scene", "scn"},
    {"SceneGroup", "scg"},
    {},
    {"ShaderMap", "shm"},
    {"Shaders", "shd"},
    {"Shakes", "shk"},
    {"SkillKit", "skl"},
    {"Sound", "snd"},
    {"SoundBank", "sbk"},
    {"StringList", "stl"},
    {"Surface", "srf"},
    {"Textures", "tex"},
    {"Trail", "trl"},
    {"UI", "ui"},
    {"Weather", "wth"},
    {"Worlds", "wrl"},
    {"Recipe", "rcp"},
    {},
    {"Condition", "cnd"},
    {},
    {},
    {},
    {},
    {"Act", "act"},
    {"Material", "mat"},
    {"QuestRange", "qsr"},
    {"Lore", "lor"},
    {"Reverb", "rev"},
    {"PhysMesh", "phm"},
    {"Music", "mus"},
    {"Tutorial", "tut"},
    {"BossEncounter", "bos"},
    {},
    {"Accolade", "aco"},
}};

enum class Names { Plain, Asset, Part };

/// u32 n, n × entries.
Expected<void> visitEntries(ByteReader &reader, Names names,
                            const std::function<void(const Diablo3Entry &)> &visit)
{
    const std::size_t at = reader.at();
    const std::size_t count = reader.u32LittleEndian();
    const std::size_t least = kKeySize + (names == Names::Plain ? 1 : names == Names::Asset ? 4 : 8);
    if (count > reader.remaining() / least)
        return failure(FaultKind::CountImpossible, at, "it is too short for its entries");
    for (std::size_t i = 0; i < count && !reader.isShort(); ++i) {
        Diablo3Entry entry;
        entry.key.digest = reader.digest();
        if (names == Names::Plain)
            entry.name = reader.cString();
        else
            entry.asset = reader.u32LittleEndian();
        if (names == Names::Part)
            entry.part = reader.u32LittleEndian();
        if (!reader.isShort())
            visit(entry);
    }
    if (reader.isShort())
        return failure(FaultKind::TooShort, reader.at(), "it ends inside its entries");
    return {};
}

Expected<ByteReader> readerBehind(blte::Bytes bytes, std::uint32_t mark)
{
    ByteReader reader(bytes);
    if (reader.u32LittleEndian() != mark)
        return failure(FaultKind::NotThisFormat, 0, "it does not begin like one");
    return reader;
}

} // namespace

Expected<void> visitDiablo3Root(blte::Bytes bytes, const std::function<void(const Diablo3Entry &)> &visit)
{
    auto reader = readerBehind(bytes, kRoot);
    if (!reader)
        return tl::unexpected(reader.error());
    return visitEntries(*reader, Names::Plain, visit);
}

Expected<void> visitDiablo3Folder(blte::Bytes bytes, const std::function<void(const Diablo3Entry &)> &visit)
{
    auto reader = readerBehind(bytes, kFolder);
    if (!reader)
        return tl::unexpected(reader.error());
    for (const Names names : {Names::Asset, Names::Part, Names::Plain}) {
        if (auto read = visitEntries(*reader, names, visit); !read)
            return read;
    }
    return {};
}

Expected<void> visitDiablo3Assets(blte::Bytes bytes, const std::function<void(const Diablo3Asset &)> &visit,
                                  Warnings &warnings)
{
    if (bytes.size() < kAssetsAt)
        return failure(FaultKind::TooShort, bytes.size(), "it ends inside its header");
    const blte::Bytes data = bytes.subspan(kAssetsAt);
    std::uint64_t row = 0;
    for (std::size_t kind = 0; kind < kKinds; ++kind) {
        const std::size_t count = blte::readLittleEndian<4>(bytes.data() + 4 * kind);
        const std::size_t offset = blte::readLittleEndian<4>(bytes.data() + 4 * (kKinds + kind));
        if (count > 0 && (offset > data.size() || count > (data.size() - offset) / kAssetSize))
            return failure(FaultKind::CountImpossible, 4 * kind, "it is too short for its assets");
        for (std::size_t i = 0; i < count; ++i, ++row) {
            ByteReader reader(data.subspan(offset + i * kAssetSize));
            Diablo3Asset asset;
            asset.kind = reader.u32LittleEndian();
            asset.asset = reader.u32LittleEndian();
            ByteReader names(data.subspan(offset + count * kAssetSize));
            names.take(reader.u32LittleEndian());
            asset.name = names.cString(kLongestName);
            if (names.isShort())
                warnings.add(row, "has its name behind the end");
            else
                visit(asset);
        }
    }
    return {};
}

Expected<void> visitDiablo3Packages(blte::Bytes bytes, const std::function<void(std::string_view)> &visit)
{
    auto reader = readerBehind(bytes, kPackages);
    if (!reader)
        return tl::unexpected(reader.error());
    const std::size_t count = reader->u32LittleEndian();
    if (reader->isShort() || count > reader->remaining())
        return failure(FaultKind::CountImpossible, 4, "it is too short for its names");
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view name = reader->cString();
        if (reader->isShort())
            return failure(FaultKind::TooShort, reader->at(), "it ends inside its names");
        visit(name);
    }
    return {};
}

std::string diablo3Path(const Diablo3Asset &asset, std::optional<std::uint32_t> part)
{
    const bool isKnown = asset.kind < kKindNames.size() && !kKindNames[asset.kind].folder.empty();
    const Kind kind = isKnown ? kKindNames[asset.kind] : Kind{"Unknown", "xxx"};
    std::string path = std::string(kind.folder).append("\\").append(asset.name);
    if (!part)
        return path.append(".").append(kind.suffix);
    const std::string number = std::to_string(*part);
    return path.append("\\")
        .append(number.size() < 4 ? 4 - number.size() : 0, '0')
        .append(number)
        .append(".xxx");
}

} // namespace tact
