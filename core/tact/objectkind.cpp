#include "core/tact/objectkind.h"

#include "core/tact/archiveindex.h"
#include "core/tact/bytereader.h"
#include "core/tact/patchmanifest.h"
#include "core/tact/text.h"

#include <algorithm>

namespace tact {

namespace {

bool isPage(std::string_view head)
{
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
    const std::string start = lowerCase(head.substr(0, 14));
    return start.starts_with("<!doctype html") || start.starts_with("<html");
}

Proof byWholeFile(blte::Bytes bytes, const std::optional<blte::Digest> &name)
{
    if (!name)
        return {};
    return {blte::md5(bytes) == *name ? NameProof::WholeFile : NameProof::Mismatch, {}, 0};
}

} // namespace

ObjectKind recognise(blte::Bytes head, std::string_view fileName)
{
    const std::string_view text = textOf(head);
    if (text.starts_with("BLTE"))
        return ObjectKind::Blte;
    if (lowerCase(fileName).ends_with(".index"))
        return isPage(text) ? ObjectKind::Page : ObjectKind::Index;
    if (text.starts_with("ZBSDIFF1"))
        return ObjectKind::Patch;
    if (text.starts_with("PA"))
        return ObjectKind::PatchManifest;
    if (text.starts_with("# ") || text.starts_with("key-"))
        return ObjectKind::Config;
    return isPage(text) ? ObjectKind::Page : ObjectKind::Other;
}

std::string_view nameOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Blte:
        return "object";
    case ObjectKind::Index:
        return "index";
    case ObjectKind::Config:
        return "config";
    case ObjectKind::PatchManifest:
        return "patch manifest";
    case ObjectKind::Patch:
        return "patch";
    case ObjectKind::Page:
        return "web page";
    case ObjectKind::Other:
        break;
    }
    return "file";
}

std::optional<blte::Digest> hashInName(std::string_view fileName)
{
    const std::size_t folder = fileName.find_last_of("/\\");
    if (folder != fileName.npos)
        fileName.remove_prefix(folder + 1);
    return blte::digestFromHex(fileName.substr(0, fileName.find('.')));
}

Proof prove(ObjectKind kind, blte::Bytes bytes, const std::optional<blte::Digest> &name)
{
    if (kind == ObjectKind::Index) {
        const auto index = readArchiveIndex(bytes);
        if (!index)
            return {NameProof::None, index.error().text, 0};
        const auto proof = !name                         ? NameProof::None
                           : *name == index->footer.name ? NameProof::Index
                                                         : NameProof::Mismatch;
        return {proof, {}, index->entries.size()};
    }
    const Proof whole = byWholeFile(bytes, name);
    if (kind != ObjectKind::PatchManifest || whole.name == NameProof::WholeFile)
        return whole;
    const auto manifest = readPatchManifest(bytes);
    if (!manifest && manifest.error().kind == FaultKind::NotThisFormat)
        return whole;
    if (!manifest)
        return {NameProof::None, manifest.error().text, 0};
    const auto proof = !name                     ? NameProof::None
                       : *name == manifest->name ? NameProof::Header
                                                 : NameProof::Mismatch;
    return {proof, {}, manifest->blocks};
}

} // namespace tact
