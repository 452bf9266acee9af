#include "core/tact/bpsvtable.h"

#include "core/tact/text.h"

#include <algorithm>

namespace tact {

Expected<BpsvTable> BpsvTable::parse(std::string_view text)
{
    BpsvTable table;
    table.m_text = withoutMark(text);
    std::string_view rest = table.m_text;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::string_view content = takeLine(rest);
        if (content.starts_with('#'))
            table.readComment(content);
        else if (trimmed(content).empty())
            continue;
        else if (isBinary(content))
            return failure(FaultKind::NotThisFormat, line, "it is no text");
        else if (!table.m_columns.empty())
            table.m_rows.push_back(
                {static_cast<std::size_t>(content.data() - table.m_text.data()), content.size(), line});
        else if (!table.readHeader(content))
            return failure(FaultKind::NotThisFormat, line,
                           trimmed(content).starts_with('<') ? "it is a web page" : "it is no table");
    }
    if (table.m_columns.empty())
        return failure(FaultKind::NotThisFormat, 1, "it is empty");
    return table;
}

/// False when the line is none: every column has a name, and one of them at least a type.
bool BpsvTable::readHeader(std::string_view line)
{
    bool hasType = false;
    while (!line.empty()) {
        std::string_view column = takeField(line, '|');
        const std::string_view name = trimmed(takeField(column, '!'));
        const std::string_view type = trimmed(takeField(column, ':'));
        if (name.empty() || name.starts_with('<'))
            return false;
        hasType = hasType || !type.empty();
        m_columns.push_back({std::string(name), lowerCase(type)});
    }
    return hasType;
}

/// "## seqn = N", "## seqn: N" or "## seqn N".
void BpsvTable::readComment(std::string_view line)
{
    line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
    line = trimmed(line);
    constexpr std::string_view kName = "seqn";
    if (!isSameName(line.substr(0, kName.size()), kName))
        return;
    line.remove_prefix(kName.size());
    line.remove_prefix(std::min(line.find_first_not_of(" \t=:"), line.size()));
    if (const auto number = toNumber(trimmed(line)))
        m_sequenceNumber = number;
}

std::string_view BpsvTable::cell(std::size_t row, std::string_view column) const
{
    const auto found = std::find_if(m_columns.begin(), m_columns.end(),
                                    [&](const Column &other) { return isSameName(other.name, column); });
    if (found == m_columns.end())
        return {};
    std::string_view rest = std::string_view(m_text).substr(m_rows[row].at, m_rows[row].size);
    for (auto skipped = m_columns.begin(); skipped != found; ++skipped)
        takeField(rest, '|');
    return trimmed(takeField(rest, '|'));
}

} // namespace tact
