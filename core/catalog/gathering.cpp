#include "core/catalog/gathering.h"

#include "core/tact/text.h"

#include <algorithm>

namespace catalog {

namespace {

/// Files of a similar name.
constexpr qsizetype kMostNear = 3;

std::string_view fileNameOf(std::string_view path)
{
    return path.substr(path.rfind('/') + 1);
}

/// Of one path.
struct Near
{
    std::string_view name;
    QStringList paths;
    qsizetype more = 0;

    void add(const TreeFile &file)
    {
        if (paths.size() < kMostNear)
            paths.append(inQuotes(file.path));
        else
            ++more;
    }

    QString inWords() const
    {
        if (paths.isEmpty())
            return {};
        const QStringList others =
            more > 0 ? QStringList{QStringLiteral("%1 more").arg(more)} : QStringList();
        return QStringLiteral("; there is ") + (paths + others).join(QStringLiteral(", "));
    }
};

} // namespace

core::Error notInBuild(const QString &product, const QString &what)
{
    return {core::ErrorKind::NotInBuild, QStringLiteral("%1 has no %2").arg(product, what)};
}

core::Error allAbsent(const QList<core::Error> &absent)
{
    QStringList details;
    for (const core::Error &error : absent)
        details.append(error.detail);
    return {core::ErrorKind::NotInBuild, details.join(QStringLiteral("; "))};
}

QString inQuotes(std::string_view path)
{
    return QStringLiteral("\"%1\"").arg(QString::fromUtf8(path.data(), static_cast<qsizetype>(path.size())));
}

std::vector<QString> nearMisses(const FileTree &tree, const std::vector<std::string> &paths)
{
    std::vector<Near> near;
    for (const std::string &path : paths)
        near.push_back({fileNameOf(path), {}, 0});
    tree.visit([&](const TreeFile &file) {
        const std::string_view name = fileNameOf(file.path);
        for (Near &one : near) {
            if (tact::isSameName(name, one.name))
                one.add(file);
        }
    });
    std::vector<QString> texts;
    std::transform(near.begin(), near.end(), std::back_inserter(texts),
                   [](const Near &one) { return one.inWords(); });
    return texts;
}

} // namespace catalog
