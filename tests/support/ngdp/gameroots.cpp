#include "tests/support/ngdp/gameroots.h"

namespace ngdp {

using support::ByteBuilder;

ByteVector writeStarCraftRoot(const std::vector<NamedKey> &files)
{
    ByteBuilder text;
    for (const NamedKey &file : files)
        text.text(file.path).text("|").text(blte::toHex(file.contentKey)).text("\r\n");
    return text.done();
}

ByteVector writeOverwatchRoot(const std::vector<NamedKey> &files)
{
    ByteBuilder text;
    text.text("#FILEID|MD5|CHUNK_ID|PRIORITY|MPRIORITY|FILENAME|INSTALLPATH\r\n");
    for (std::size_t i = 0; i < files.size(); ++i) {
        text.text(std::to_string(i)).text("|").text(blte::toHex(files[i].contentKey));
        text.text("|0|1|1|").text(files[i].path).text("|\r\n");
    }
    return text.done();
}

ByteVector writeDiablo3Root(const std::vector<NamedKey> &folders)
{
    ByteBuilder bytes;
    bytes.little(0x8007D0C4, 4).little(folders.size(), 4);
    for (const NamedKey &folder : folders)
        bytes.bytes(folder.contentKey).cString(folder.path);
    return bytes.done();
}

ByteVector writeDiablo3Folder(const std::vector<NamedKey> &files, const std::vector<Diablo3Asset> &assets)
{
    ByteBuilder bytes;
    bytes.little(0xEAF1FE87, 4).little(assets.size(), 4);
    for (const Diablo3Asset &asset : assets)
        bytes.bytes(asset.contentKey).little(asset.number, 4);
    bytes.little(0, 4).little(files.size(), 4);
    for (const NamedKey &file : files)
        bytes.bytes(file.contentKey).cString(file.path);
    return bytes.done();
}

ByteVector writeDiablo3Names(const std::vector<Diablo3Asset> &assets)
{
    constexpr std::uint32_t kKinds = 70;
    ByteBuilder counts;
    ByteBuilder offsets;
    ByteBuilder kinds;
    for (std::uint32_t kind = 0; kind < kKinds; ++kind) {
        ByteBuilder rows;
        ByteBuilder names;
        std::size_t count = 0;
        for (const Diablo3Asset &asset : assets) {
            if (asset.kind != kind)
                continue;
            rows.little(kind, 4).little(asset.number, 4).little(names.size(), 4);
            names.cString(asset.name);
            ++count;
        }
        counts.little(count, 4);
        offsets.little(kinds.size(), 4);
        kinds.bytes(rows.done()).bytes(names.done());
    }
    return ByteBuilder()
        .bytes(counts.done())
        .bytes(offsets.done())
        .zeros(kKinds * 4 + 4)
        .bytes(kinds.done())
        .done();
}

ByteVector writeMndxRoot()
{
    return ByteBuilder().text("MNDX").little(2, 4).zeros(56).done();
}

} // namespace ngdp
