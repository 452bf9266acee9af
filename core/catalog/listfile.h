#pragma once

#include "core/error.h"
#include "core/tact/fault.h"

#include <functional>

namespace catalog {

/// A list of names on the disk (tact/listfile.h), read in pieces: two million lines take a megabyte of
/// memory. A value. Blocks on the disk.
class Listfile
{
public:
    /// Fails where it cannot be read.
    static core::Result<Listfile> open(const QString &path);

    const QString &path() const { return m_path; }
    /// Whether its numbers ascend, as those of the community's list do: then no name comes twice. Reads it
    /// all.
    bool isAscending() const;
    /// As tact::visitListfile() does. A line that is too long, and what cannot be read any more, is a
    /// warning.
    void visit(const std::function<void(std::uint32_t id, std::string_view path)> &visit,
               tact::Warnings &warnings) const;

private:
    explicit Listfile(QString path)
        : m_path(std::move(path))
    {
    }

    QString m_path;
};

} // namespace catalog
