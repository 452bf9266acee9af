#include "ui/intake/dropreader.h"

#include "core/bytes.h"
#include "core/links/dropped.h"
#include "core/links/listtext.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QMimeData>
#include <QRegularExpression>
#include <QUrl>

namespace ui {

namespace {

using core::ErrorKind;

DropProblem fileProblem(const QString &path, ErrorKind kind, const QString &detail)
{
    return {path, 0, {}, {kind, detail}};
}

void takeKeys(Dropped &dropped, const blte::KeyList &list, const QString &origin)
{
    dropped.keys.armadillo.insert(dropped.keys.armadillo.end(), list.armadillo.begin(), list.armadillo.end());
    dropped.keys.entries.insert(dropped.keys.entries.end(), list.entries.begin(), list.entries.end());
    if (!origin.isEmpty())
        blte::setOrigin(dropped.keys, QFileInfo(origin).fileName().toStdString());
    for (const blte::KeyListProblem &problem : list.problems) {
        const QString reason = QString::fromStdString(problem.reason);
        dropped.problems.append(
            {origin, static_cast<int>(problem.line), {}, {ErrorKind::ListNotUnderstood, reason}});
    }
}

void takeSources(Dropped &dropped, const QString &text, const QString &origin)
{
    const links::SourceList list = links::sourcesInText(text);
    dropped.sources += list.entries;
    dropped.products += list.products;
    for (const links::ListProblem &problem : list.problems)
        dropped.problems.append({origin, problem.line, problem.text, problem.error});
}

/// An encoding key or a content key by itself, which may be one of any product.
bool isKeyAlone(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^[0-9A-Fa-f]{32}$"));
    return form.match(text.trimmed()).hasMatch();
}

QString adviceForKey(const QString &key)
{
    return QCoreApplication::translate("ui::DropReader",
                                       "%1 looks like the key of a file. Name its product, too: "
                                       "PRODUCT:ckey=%1 (content key) or PRODUCT:ekey=%1 (encoding key).")
        .arg(key);
}

void takeText(Dropped &dropped, const QString &text, const QString &origin)
{
    switch (links::classify(text)) {
    case links::TextKind::Keys:
        return takeKeys(dropped, blte::parseKeyList(text.toStdString()), origin);
    case links::TextKind::Sources:
        return takeSources(dropped, text, origin);
    case links::TextKind::Nothing:
        break;
    }
    if (text.trimmed().isEmpty())
        return;
    if (isKeyAlone(text)) {
        dropped.remarks << adviceForKey(text.trimmed());
        return;
    }
    dropped.problems.append({origin,
                             0,
                             origin.isEmpty() ? text.trimmed().left(200) : QString(),
                             {ErrorKind::ListNotUnderstood, QStringLiteral("neither links nor keys")}});
}

void takeFile(Dropped &dropped, const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        dropped.problems.append(fileProblem(path, ErrorKind::ListNotUnderstood, QStringLiteral("a folder")));
        return;
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        dropped.problems.append(fileProblem(path, ErrorKind::ReadFailed, file.errorString()));
        return;
    }
    if (file.peek(4) == "BLTE") {
        dropped.localBlte.append(path);
        return;
    }
    if (info.size() > kLongestList) {
        dropped.problems.append(
            fileProblem(path, ErrorKind::ListNotUnderstood, QStringLiteral("too large for a list")));
        return;
    }
    const QByteArray bytes = file.read(kLongestList);
    const std::string name = info.fileName().toStdString();
    if (const auto armadillo = blte::armadilloNameOf(name); !armadillo.empty())
        return takeKeys(dropped, blte::keyListOfArmadillo(armadillo, core::bytesOf(bytes)), path);
    takeText(dropped, links::textFromBytes(bytes), path);
}

} // namespace

DropInput dropInputFrom(const QMimeData &mime)
{
    DropInput input;
    QStringList links;
    // Not mime.urls() for what is no file: QUrl would change addresses that count bytes.
    const QList<QByteArray> lines = mime.data(QStringLiteral("text/uri-list")).split('\n');
    for (const QByteArray &line : lines) {
        const QByteArray bare = line.trimmed();
        if (bare.isEmpty() || bare.startsWith('#'))
            continue;
        if (const QUrl url = QUrl::fromEncoded(bare); url.isLocalFile())
            input.files.append(url.toLocalFile());
        else
            links.append(QString::fromUtf8(bare));
    }
    // A browser hands over the link both as URL and as text; a file manager the path. One of them is enough.
    input.text = mime.hasUrls() ? links.join(QLatin1Char('\n')) : mime.text();
    return input;
}

bool mayHoldSources(const QMimeData &mime)
{
    return mime.hasUrls() || mime.hasText();
}

Dropped readDropped(const DropInput &input)
{
    Dropped dropped;
    takeText(dropped, input.text, {});
    for (const QString &path : input.files)
        takeFile(dropped, path);
    return dropped;
}

} // namespace ui
