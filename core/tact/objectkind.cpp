#include "core/tact/objectkind.h"

#include "core/blte/hex.h"
#include "core/tact/archiveindex.h"
#include "core/tact/patchmanifest.h"

#include <QFileInfo>
#include <algorithm>
#include <string_view>

namespace tact {

namespace {

std::string_view textOf(blte::Bytes bytes)
{
    return {reinterpret_cast<const char *>(bytes.data()), bytes.size()};
}

bool isPage(std::string_view head)
{
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), head.size()));
    std::string start(head.substr(0, 14));
    std::transform(start.begin(), start.end(), start.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return start.starts_with("<!doctype html") || start.starts_with("<html");
}

Proof byWholeFile(blte::Bytes bytes, const std::optional<blte::Digest> &name)
{
    if (!name)
        return {};
    return {blte::md5(bytes) == *name ? NameProof::WholeFile : NameProof::Mismatch, {}, 0};
}

} // namespace

ObjectKind recognise(blte::Bytes head, const QString &fileName)
{
    const std::string_view text = textOf(head);
    if (text.starts_with("BLTE"))
        return ObjectKind::Blte;
    if (fileName.endsWith(QStringLiteral(".index"), Qt::CaseInsensitive))
        return isPage(text) ? ObjectKind::Page : ObjectKind::Index;
    if (text.starts_with("ZBSDIFF1"))
        return ObjectKind::Patch;
    if (text.starts_with("PA"))
        return ObjectKind::PatchManifest;
    if (text.starts_with("# ") || text.starts_with("key-"))
        return ObjectKind::Config;
    return isPage(text) ? ObjectKind::Page : ObjectKind::Other;
}

QString nameOf(ObjectKind kind)
{
    switch (kind) {
    case ObjectKind::Blte:
        return QStringLiteral("object");
    case ObjectKind::Index:
        return QStringLiteral("index");
    case ObjectKind::Config:
        return QStringLiteral("config");
    case ObjectKind::PatchManifest:
        return QStringLiteral("patch manifest");
    case ObjectKind::Patch:
        return QStringLiteral("patch");
    case ObjectKind::Page:
        return QStringLiteral("web page");
    case ObjectKind::Other:
        break;
    }
    return QStringLiteral("file");
}

std::optional<blte::Digest> hashInName(const QString &fileName)
{
    return blte::digestFromHex(QFileInfo(fileName).fileName().section(u'.', 0, 0).toStdString());
}

Proof prove(ObjectKind kind, blte::Bytes bytes, const std::optional<blte::Digest> &name)
{
    if (kind == ObjectKind::Index) {
        const auto index = readArchiveIndex(bytes);
        if (!index)
            return {NameProof::None, index.error(), 0};
        const auto proof = !name                  ? NameProof::None
                           : *name == index->name ? NameProof::Index
                                                  : NameProof::Mismatch;
        return {proof, {}, index->entries.size()};
    }
    const Proof whole = byWholeFile(bytes, name);
    if (kind != ObjectKind::PatchManifest || whole.name == NameProof::WholeFile)
        return whole;
    const auto manifest = readPatchManifest(bytes);
    if (!manifest)
        return whole;
    if (!*manifest)
        return {NameProof::None, manifest->error(), 0};
    const auto proof = !name                        ? NameProof::None
                       : *name == (*manifest)->name ? NameProof::Header
                                                    : NameProof::Mismatch;
    return {proof, {}, (*manifest)->blocks};
}

} // namespace tact
