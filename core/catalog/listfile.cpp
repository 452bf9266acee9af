#include "core/catalog/listfile.h"

#include "core/tact/listfile.h"

#include <QFile>
#include <algorithm>
#include <string>

namespace catalog {

namespace {

constexpr std::size_t kPiece = 1 << 20;
/// Paths have some hundred bytes at most.
constexpr std::size_t kLongestLine = 64 << 10;

/// Gives out what comes in pieces by whole lines.
class Lines
{
public:
    using Visit = std::function<void(std::uint32_t id, std::string_view path)>;
    Lines(const Visit &visit, tact::Warnings &warnings)
        : m_visit(visit)
        , m_warnings(warnings)
    {
    }

    std::uint64_t number() const { return m_number; }

    /// Takes the bytes that stand behind `kept` in the buffer; returns how many at its end are to be kept.
    std::size_t take(std::string_view text)
    {
        if (m_isSkipping && !skip(text))
            return 0;
        const std::size_t end = text.rfind('\n') + 1; // 0 without one
        m_number = tact::visitListfile(text.substr(0, end), m_visit, m_warnings, m_number);
        const std::size_t rest = text.size() - end;
        if (rest <= kLongestLine)
            return rest;
        m_warnings.add(m_number, "is too long");
        m_isSkipping = true;
        return 0;
    }

    void finish(std::string_view text) { tact::visitListfile(text, m_visit, m_warnings, m_number); }

private:
    /// Behind the end of a line that is too long; false where it goes on.
    bool skip(std::string_view &text)
    {
        const std::size_t end = text.find('\n');
        if (end == std::string_view::npos)
            return false;
        text.remove_prefix(end + 1);
        m_isSkipping = false;
        ++m_number;
        return true;
    }

    const Visit &m_visit;
    tact::Warnings &m_warnings;
    std::uint64_t m_number = 1;
    bool m_isSkipping = false;
};

} // namespace

core::Result<Listfile> Listfile::open(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::failure(core::ErrorKind::ReadFailed,
                             QStringLiteral("listfile %1: %2").arg(path, file.errorString()));
    return Listfile(path);
}

bool Listfile::isAscending() const
{
    qint64 last = -1;
    bool isAscending = true;
    tact::Warnings told;
    visit(
        [&](std::uint32_t id, std::string_view) {
            isAscending = isAscending && id > last;
            last = id;
        },
        told);
    return isAscending;
}

void Listfile::visit(const std::function<void(std::uint32_t id, std::string_view path)> &visit,
                     tact::Warnings &warnings) const
{
    Lines lines(visit, warnings);
    QFile file(m_path);
    bool isGood = file.open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    std::string buffer(kLongestLine + kPiece, '\0');
    std::size_t kept = 0;
    while (isGood) {
        const qint64 read = file.read(buffer.data() + kept, kPiece);
        isGood = read >= 0;
        if (read <= 0)
            break;
        const std::string_view text =
            std::string_view(buffer).substr(0, kept + static_cast<std::size_t>(read));
        kept = lines.take(text);
        std::copy(text.end() - static_cast<std::ptrdiff_t>(kept), text.end(), buffer.begin());
    }
    if (!isGood)
        warnings.add(lines.number(), "cannot be read: " + file.errorString().toStdString());
    lines.finish(std::string_view(buffer).substr(0, kept));
}

} // namespace catalog
