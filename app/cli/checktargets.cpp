#include "app/cli/checktargets.h"

#include "app/sources.h"
#include "core/storage/partpaths.h"

#include <QDirIterator>
#include <QFileInfo>
#include <algorithm>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kDigestDigits = 32;

/// What lies beside an unfinished download: x.part, x.part.resume, x.part.resume.bad, x.part.1a2b3, and the
/// chunks x.part.1a2b3.7, which earlier versions called x.part.chunk7.
bool isLeftover(const QString &name)
{
    const qsizetype at = name.lastIndexOf(".part."_L1);
    if (at > 0 && name.startsWith(storage::freshPartPath(name.left(at))))
        return true;
    return name.endsWith(".part"_L1) || name.contains(".part.resume"_L1) || name.contains(".part.chunk"_L1);
}

QList<CheckTarget> filesIn(const QString &folder)
{
    QStringList paths;
    QDirIterator entries(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (entries.hasNext()) {
        const QString path = entries.next();
        if (!isLeftover(entries.fileName()))
            paths << path;
    }
    std::sort(paths.begin(), paths.end());
    QList<CheckTarget> targets;
    for (const QString &path : std::as_const(paths))
        targets.append({path, false, {}});
    return targets;
}

} // namespace

QList<CheckTarget> checkTargets(const QStringList &arguments)
{
    QList<CheckTarget> targets;
    for (const QString &argument : arguments) {
        if (QFileInfo(argument).isDir())
            targets += filesIn(argument);
        else
            targets.append({argument, true, {}});
    }
    return targets;
}

Usage<QList<CheckTarget>> checkList(const QString &path)
{
    const auto text = readFile(path);
    if (!text)
        return badUsage(text.error());
    return parseCheckList(*text);
}

QList<CheckTarget> parseCheckList(const QByteArray &text)
{
    QList<CheckTarget> targets;
    for (QByteArray line : text.split('\n')) {
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.startsWith("\xEF\xBB\xBF"))
            line.remove(0, 3);
        if (line.trimmed().isEmpty() || line.startsWith('#'))
            continue;
        CheckTarget target;
        target.isNamed = true;
        const auto md5 = blte::digestFromHex(line.left(kDigestDigits).toStdString());
        // A blank, and one more or a '*' for binary files; then the path.
        const bool isSum = md5 && line.size() > kDigestDigits + 2 && line.at(kDigestDigits) == ' ' &&
                           (line.at(kDigestDigits + 1) == ' ' || line.at(kDigestDigits + 1) == '*');
        if (isSum)
            target.md5 = md5;
        target.path = QString::fromUtf8(isSum ? line.mid(kDigestDigits + 2) : line);
        targets.append(target);
    }
    return targets;
}

} // namespace app
