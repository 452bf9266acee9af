#pragma once

#include "core/error.h"
#include "core/tact/fault.h"

#include <functional>

namespace catalog {

/// A list of names on the disk (tact/listfile.h), read in pieces: two million lines take three megabytes of
/// memory. A value. Blocks on the disk.
class Listfile
{
public:
    /// Fails where it cannot be read, or only once, as a pipe can.
    static core::Result<Listfile> open(const QString &path);

    const QString &path() const { return m_path; }
    /// As tact::visitListfile() does, but from the last line to the first one: of several names of a file the
    /// one that is meant comes first. A line that is too long, and what cannot be read any more, is a
    /// warning.
    void visitFromEnd(const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                      tact::Warnings &warnings) const;

private:
    explicit Listfile(QString path)
        : m_path(std::move(path))
    {
    }

    QString m_path;
};

} // namespace catalog
