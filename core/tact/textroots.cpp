#include "core/tact/textroots.h"

#include "core/tact/text.h"

#include <optional>

namespace tact {

namespace {

/// Cell number `column` of a row.
std::string_view cellOf(std::string_view row, std::size_t column)
{
    while (column > 0 && !row.empty()) {
        takeField(row, '|');
        --column;
    }
    return takeField(row, '|');
}

std::optional<std::size_t> columnOf(std::string_view header, std::string_view name)
{
    for (std::size_t i = 0; !header.empty(); ++i) {
        if (isSameName(takeField(header, '|'), name))
            return i;
    }
    return std::nullopt;
}

void visitRow(std::string_view path, std::string_view hash, std::uint64_t line, const VisitNamedFile &visit,
              Warnings &warnings)
{
    const auto key = blte::digestFromHex(hash);
    if (!key || path.empty() || isBinary(path))
        warnings.add(line, "has no path or no whole content key");
    else
        visit(path, blte::ContentKey{*key});
}

} // namespace

void visitStarCraftRoot(std::string_view text, const VisitNamedFile &visit, Warnings &warnings)
{
    text = withoutMark(text);
    for (std::uint64_t line = 1; !text.empty(); ++line) {
        const std::string_view row = takeLine(text);
        if (!row.empty())
            visitRow(cellOf(row, 0), cellOf(row, 1), line, visit, warnings);
    }
}

Expected<void> visitOverwatchRoot(std::string_view text, const VisitNamedFile &visit, Warnings &warnings)
{
    text = withoutMark(text);
    std::string_view header = takeLine(text);
    if (!header.starts_with('#'))
        return failure(FaultKind::NotThisFormat, 1, "it does not begin with the names of its columns");
    header.remove_prefix(1);
    const auto md5 = columnOf(header, "MD5");
    const auto name = columnOf(header, "FILENAME");
    if (!md5 || !name)
        return failure(FaultKind::NotThisFormat, 1, "it has no column MD5 or FILENAME");
    for (std::uint64_t line = 2; !text.empty(); ++line) {
        const std::string_view row = takeLine(text);
        if (!row.empty())
            visitRow(cellOf(row, *name), cellOf(row, *md5), line, visit, warnings);
    }
    return {};
}

} // namespace tact
