#include "core/catalog/listfile.h"

#include "core/tact/listfile.h"
#include "core/tact/text.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <future>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace catalog {

namespace {

/// Bytes that are read at once.
constexpr qint64 kPiece = 1 << 20;
/// Paths have some hundred bytes at most.
constexpr std::size_t kLongestLine = 64 << 10;

/// Some lines of the list, one behind the other.
struct Piece
{
    std::string text;
    std::vector<tact::ListfileLine> lines; ///< look at the text
};

/// Reads a list by its pieces, the last one first.
class PiecesFromEnd
{
public:
    explicit PiecesFromEnd(const QString &path)
        : m_file(path)
    {
        if (m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
            m_at = m_file.size();
        else
            fail(m_file.errorString());
    }

    /// The piece before; false at the beginning of the list.
    bool read(Piece &piece)
    {
        if (m_at == 0)
            return false;
        const qint64 size = std::min(m_at, kPiece);
        piece.text.resize(static_cast<std::size_t>(size));
        m_at -= size;
        if (!m_file.seek(m_at) || m_file.read(piece.text.data(), size) != size) {
            fail(m_file.error() == QFile::NoError ? QStringLiteral("it was changed meanwhile")
                                                  : m_file.errorString());
            return false;
        }
        parse(piece);
        return true;
    }

    /// Once all is read: only then it is known which number a line has.
    void tell(tact::Warnings &warnings) const
    {
        if (m_failure)
            return warnings.add(1, *m_failure);
        const std::vector<tact::Warning> &kept = m_warnings.first();
        for (auto line = kept.rbegin(); line != kept.rend(); ++line)
            warnings.add(m_lines - line->row, line->text);
        for (std::size_t i = kept.size(); i < m_warnings.count(); ++i)
            warnings.add(0, {});
    }

private:
    void parse(Piece &piece)
    {
        piece.text += m_begun;
        std::string_view text = piece.text;
        // Its first line may begin in the piece before. Of one that is too long no more is kept than says so.
        const std::size_t end = m_at == 0 ? 0 : std::min(text.find('\n'), text.size() - 1) + 1;
        m_begun = text.substr(0, std::min(end, kLongestLine + 1));
        text.remove_prefix(end);
        parse(m_at == 0 ? tact::withoutMark(text) : text, piece.lines);
    }

    void parse(std::string_view text, std::vector<tact::ListfileLine> &lines)
    {
        lines.clear();
        std::vector<std::pair<std::uint64_t, const char *>> wrong; // from the beginning of the text
        std::uint64_t count = 0;
        while (!text.empty()) {
            const std::string_view line = tact::takeLine(text);
            ++count;
            const auto read = tact::readListfileLine(line);
            if (line.size() > kLongestLine)
                wrong.emplace_back(count, "is too long");
            else if (read)
                lines.push_back(*read);
            else if (!line.empty())
                wrong.emplace_back(count, "is no number and path");
        }
        m_lines += count;
        for (auto line = wrong.rbegin(); line != wrong.rend(); ++line)
            m_warnings.add(m_lines - line->first, line->second);
    }

    void fail(const QString &why)
    {
        m_failure = "cannot be read: " + why.toStdString();
        m_at = 0;
    }

    QFile m_file;
    qint64 m_at = 0;           ///< what lies behind has been read
    std::string m_begun;       ///< the end of a line that begins before it
    std::uint64_t m_lines = 0; ///< that have been read
    tact::Warnings m_warnings; ///< their rows: how many lines lie between the line and the end of the list
    std::optional<std::string> m_failure;
};

} // namespace

core::Result<Listfile> Listfile::open(const QString &path)
{
    QFile file(path);
    const auto failure = [&](const QString &why) {
        return core::failure(core::ErrorKind::ReadFailed, QStringLiteral("listfile %1: %2").arg(path, why));
    };
    if (!file.open(QIODevice::ReadOnly))
        return failure(file.errorString());
    if (file.isSequential())
        return failure(QStringLiteral("it can be read only once; give a file"));
    return Listfile(path);
}

void Listfile::visitFromEnd(const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                            tact::Warnings &warnings) const
{
    PiecesFromEnd pieces(m_path);
    std::array<Piece, 2> both;
    // One is read while the other is visited.
    const auto read = [&](std::size_t i) {
        return std::async([&pieces, &piece = both[i]] { return pieces.read(piece); });
    };
    std::size_t next = 0;
    for (std::future<bool> isRead = read(next); isRead.get();) {
        const std::size_t i = std::exchange(next, 1 - next);
        isRead = read(next);
        const std::vector<tact::ListfileLine> &lines = both[i].lines;
        for (auto line = lines.rbegin(); line != lines.rend(); ++line)
            visit(line->fileDataId, line->path);
    }
    pieces.tell(warnings);
}

} // namespace catalog
