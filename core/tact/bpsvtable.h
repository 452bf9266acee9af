#pragma once

#include "core/tact/fault.h"

#include <optional>
#include <string_view>

namespace tact {

/// A table of the version service ("BPSV", wowdev.wiki/TACT and wowdev.wiki/Ribbit). Text in lines:
///   header   Name!Type:Width|Name!Type:Width|…   the first line that is no comment
///   row      cell|cell|…                         fewer cells than columns: the rest is empty; more: ignored
///   comment  ## …                                also before the header; "## seqn = 35202" numbers the table
/// Lines end with "\n" or "\r\n", the last one need not; empty ones are skipped. Type and case of a column
/// vary, so columns are found by their names, without case.
///
/// Memory: the text itself and 24 bytes a row.
class BpsvTable
{
public:
    struct Column
    {
        std::string name;
        std::string type; ///< lower case: "string", "hex", "dec"; empty when none is given
    };

    /// FaultKind::NotThisFormat when there is no header: a web page, "Invalid", nothing at all.
    static Expected<BpsvTable> parse(std::string_view text);

    /// Never goes down from one answer of a service to the next.
    std::optional<std::uint64_t> sequenceNumber() const { return m_sequenceNumber; }
    const std::vector<Column> &columns() const { return m_columns; }
    std::size_t rows() const { return m_rows.size(); }
    std::size_t lineOf(std::size_t row) const { return m_rows[row].line; } ///< in the text, from 1

    /// Empty where the table has no such column. Valid as long as the table.
    std::string_view cell(std::size_t row, std::string_view column) const;

private:
    struct Row
    {
        std::size_t at = 0;
        std::size_t size = 0;
        std::size_t line = 0;
    };
    bool readHeader(std::string_view line);
    void readComment(std::string_view line);

    std::string m_text;
    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
    std::optional<std::uint64_t> m_sequenceNumber;
};

} // namespace tact
