#include "core/catalog/filetree.h"

#include <algorithm>

namespace catalog {

void FileTree::visitByHash(std::span<const std::string_view> /*paths*/, const Visit & /*visit*/) const {}

std::optional<blte::ContentKey> contentKeyOf(blte::Bytes bytes)
{
    std::optional<blte::ContentKey> key;
    if (!bytes.empty())
        std::copy_n(bytes.begin(), sizeof(blte::Digest), key.emplace().digest.begin());
    return key;
}

core::Error manifestError(const QString &manifest, const tact::Fault &fault)
{
    const auto kind = fault.kind == tact::FaultKind::NotUnderstood ? core::ErrorKind::ModeUnsupported
                                                                   : core::ErrorKind::HeaderCorrupt;
    return {kind, QStringLiteral("%1: %2").arg(manifest, QString::fromStdString(fault.text))};
}

QList<LoadWarning> inWords(const QString &manifest, const QString &row, const tact::Warnings &warnings)
{
    QList<LoadWarning> words;
    for (const tact::Warning &warning : warnings.first())
        words.append(
            {manifest,
             {},
             QStringLiteral("%1 %2 %3").arg(row).arg(warning.row).arg(QString::fromStdString(warning.text))});
    if (warnings.count() > warnings.first().size())
        words.append(
            {manifest,
             {},
             QStringLiteral("%1 more rows were left out").arg(warnings.count() - warnings.first().size())});
    return words;
}

} // namespace catalog
