#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <map>

namespace {

using Rooms = QStringList;

/// The room a file of ours belongs to: "core" (its root), "core/http", "core/transfer/routing", "ui", "app",
/// "tests"; empty for others.
QString roomOf(const QString &path)
{
    static const QRegularExpression pattern(QStringLiteral("^(core(?:/[a-z]+)*|ui|app|tests)/"));
    return pattern.match(path).captured(1);
}

/// core/README.md, "Who may know whom": what each room may include besides itself.
const std::map<QString, Rooms> &allowed()
{
    static const auto room = [](const char *name) { return QString::fromLatin1(name); };
    static const std::map<QString, Rooms> kAllowed = [] {
        const Rooms root{room("core"), room("core/blte")};
        const Rooms routing = root + Rooms{room("core/http"), room("core/storage")};
        const Rooms fetch = routing + Rooms{room("core/transfer/routing")};
        const Rooms transfer = fetch + Rooms{room("core/transfer/fetch"), room("core/tact")};
        const Rooms queue = transfer + Rooms{room("core/transfer"), room("core/links")};
        const Rooms ui = queue + Rooms{room("core/queue"), room("core/cache"), room("core/catalog")};
        const Rooms catalog = transfer + Rooms{room("core/transfer"), room("core/cache")};
        const Rooms app = ui + Rooms{room("ui")};
        return std::map<QString, Rooms>{
            {room("core"), {room("core/blte")}},
            {room("core/blte"), {}},
            {room("core/http"), root},
            {room("core/storage"), root},
            {room("core/tact"), {room("core/blte")}},
            {room("core/links"), root + Rooms{room("core/tact")}},
            {room("core/cache"), root + Rooms{room("core/tact")}},
            {room("core/transfer/routing"), routing},
            {room("core/transfer/fetch"), fetch},
            {room("core/transfer"), transfer},
            {room("core/catalog"), catalog},
            {room("core/queue"), queue},
            {room("ui"), ui},
            {room("app"), app},
            {room("tests"), app + Rooms{room("app")}},
        };
    }();
    return kAllowed;
}

/// Qt classes that need a window system, by the names of their headers.
bool needsWindow(const QString &header)
{
    static const QRegularExpression module(
        QStringLiteral("^Qt(Widgets|Gui|Svg|OpenGL|Quick|Qml|PrintSupport)\\b"));
    static const QRegularExpression suffix(QStringLiteral(
        "^Q\\w*(Widget|Window|View|Dialog|Button|Painter|Layout|Menu|Icon|Pixmap|Image|Font|Brush|Palette|"
        "Style|Clipboard|Cursor|Action|Event|Delegate|Screen|Edit|Label|Box|Bar|Splitter|Slider)$"));
    static const QSet<QString> plain{QStringLiteral("QApplication"),    QStringLiteral("QGuiApplication"),
                                     QStringLiteral("QColor"),          QStringLiteral("QPen"),
                                     QStringLiteral("QShortcut"),       QStringLiteral("QDesktopServices"),
                                     QStringLiteral("QSystemTrayIcon"), QStringLiteral("QKeySequence"),
                                     QStringLiteral("QTextDocument"),   QStringLiteral("QStandardItemModel"),
                                     QStringLiteral("QDrag"),           QStringLiteral("QValidator")};
    static const QSet<QString> core{QStringLiteral("QEvent"), QStringLiteral("QTimerEvent"),
                                    QStringLiteral("QChildEvent"), QStringLiteral("QStringView"),
                                    QStringLiteral("QByteArrayView")};
    const QString name = header.section(u'/', -1);
    return !core.contains(name) &&
           (plain.contains(name) || module.match(header).hasMatch() || suffix.match(name).hasMatch());
}

bool isQt(const QString &header)
{
    static const QRegularExpression pattern(QStringLiteral("^(Q[A-Z]|Qt[A-Z]|q[a-z]+\\.h$)"));
    return pattern.match(header).hasMatch();
}

/// What is wrong with this include; empty when nothing is.
QString problemWith(const QString &file, const QString &header)
{
    const QString from = roomOf(file);
    const QString to = roomOf(header);
    if ((from == u"core/blte" || from == u"core/tact") && isQt(header))
        return from + QStringLiteral(" knows no Qt");
    if (from.startsWith(u"core") && needsWindow(header))
        return QStringLiteral("core works without a window");
    if (to.isEmpty() || to == from)
        return {};
    const auto rule = allowed().find(from);
    if (rule == allowed().end())
        return QStringLiteral("no rule for the folder %1: add it to core/README.md and here").arg(from);
    // core/http/x.h belongs to a room, core/error.h to the root.
    if (rule->second.contains(to))
        return {};
    return QStringLiteral("%1 must not know %2").arg(from, to);
}

/// "file:line: problem" for each forbidden include.
QStringList problemsIn(const QString &file, const QString &text)
{
    static const QRegularExpression include(QStringLiteral("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]"));
    QStringList problems;
    int line = 0;
    for (const QString &content : text.split(u'\n')) {
        ++line;
        const QString header = include.match(content).captured(1);
        const QString problem = header.isEmpty() ? QString() : problemWith(file, header);
        if (!problem.isEmpty())
            problems << QStringLiteral("%1:%2: %3 (%4)").arg(file).arg(line).arg(problem, header);
    }
    return problems;
}

} // namespace

class tst_Layers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void samples_data();
    void samples();
    void everyInclude();
};

/// The test is tested: what must be caught is caught, and nothing else.
void tst_Layers::samples_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<bool>("wrong");
    const auto row = [](const char *file, const char *line, bool wrong) {
        QTest::addRow("%s %s", file, line) << QString::fromLatin1(file) << QString::fromLatin1(line) << wrong;
    };
    row("core/blte/a.cpp", "#include <QString>", true);
    row("core/blte/a.cpp", "#include <QtGlobal>", true);
    row("core/blte/a.cpp", "#include <qglobal.h>", true);
    row("core/blte/a.cpp", "#include \"core/error.h\"", true);
    row("core/blte/a.cpp", "#include \"core/blte/b.h\"", false);
    row("core/blte/a.cpp", "#include <vector>", false);
    row("core/error.h", "#include \"core/blte/keys.h\"", false);
    row("core/error.h", "#include \"core/http/fetcher.h\"", true);
    row("core/http/a.h", "#include \"core/error.h\"", false);
    row("core/http/a.h", "#include \"core/storage/spool.h\"", true);
    row("core/http/a.h", "#include <QNetworkReply>", false);
    row("core/storage/a.h", "#include \"core/http/fetcher.h\"", true);
    row("core/storage/a.h", "#include \"core/source.h\"", false);
    row("core/storage/a.h", "#include <QStringView>", false);
    row("core/storage/a.h", "#include <QWidget>", true);
    row("core/storage/a.h", "# include <QtWidgets/QWidget>", true);
    row("core/storage/a.h", "#include <QIcon>", true);
    row("core/queue/a.h", "#include <QAbstractListModel>", false);
    row("core/queue/a.h", "#include <QPainter>", true);
    row("core/queue/a.h", "#include <QGuiApplication>", true);
    row("core/queue/a.h", "#include <QCoreApplication>", false);
    row("core/queue/a.h", "#include \"core/transfer/routing/state.h\"", false);
    row("core/queue/a.h", "#include \"ui/window.h\"", true);
    row("core/queue/a.h", "#include \"core/links/cdnsource.h\"", false);
    row("core/transfer/a.h", "#include \"core/links/cdnsource.h\"", true);
    row("core/tact/a.h", "#include \"core/blte/digest.h\"", false);
    row("core/tact/a.h", "#include <QString>", true);
    row("core/tact/a.h", "#include <string>", false);
    row("core/tact/a.h", "#include \"core/source.h\"", true);
    row("core/tact/a.h", "#include \"core/http/fetcher.h\"", true);
    row("core/links/a.h", "#include \"core/tact/cdnpath.h\"", false);
    row("core/links/a.h", "#include \"core/http/fetcher.h\"", true);
    row("core/cache/a.h", "#include \"core/tact/archiveindex.h\"", false);
    row("core/cache/a.h", "#include \"core/transfer/transfer.h\"", true);
    row("core/catalog/a.h", "#include \"core/transfer/objectfetch.h\"", false);
    row("core/queue/a.h", "#include \"core/catalog/versionservice.h\"", true);
    row("core/tact/a.h", "#include \"core/storage/spool.h\"", true);
    row("core/tact/a.h", "#include \"core/transfer/routing/state.h\"", true);
    row("core/transfer/routing/a.h", "#include \"core/transfer/routing/state.h\"", false);
    row("core/transfer/routing/a.h", "#include \"core/transfer/fetch/lane.h\"", true);
    row("core/transfer/routing/a.h", "#include \"core/transfer/target.h\"", true);
    row("core/transfer/fetch/a.h", "#include \"core/transfer/routing/state.h\"", false);
    row("core/transfer/fetch/a.h", "#include \"core/transfer/target.h\"", true);
    row("core/transfer/fetch/a.h", "#include \"core/queue/queue.h\"", true);
    row("core/transfer/a.h", "#include \"core/transfer/fetch/lane.h\"", false);
    row("core/transfer/a.h", "#include \"core/queue/queue.h\"", true);
    row("core/transfer/a.h", "#include \"core/storage/spool.h\"", false);
    row("core/new/a.h", "#include \"core/error.h\"", true);
    row("ui/a.h", "#include \"core/links/dropped.h\"", false);
    row("ui/a.h", "#include \"app/main.h\"", true);
    row("ui/a.h", "#include <QWidget>", false);
    row("app/a.h", "#include \"ui/window.h\"", false);
    row("app/a.h", "#include \"tests/support/x.h\"", true);
    row("core/http/a.h", "#include \"tests/support/x.h\"", true);
    row("tests/http/a.cpp", "#include \"tests/support/x.h\"", false);
    row("tests/http/a.cpp", "#include \"app/x.h\"", false);
    row("app/a.h", "// #include \"tests/support/x.h\"", false);
}

void tst_Layers::samples()
{
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(bool, wrong);
    const QStringList problems = problemsIn(file, QStringLiteral("#pragma once\n\n") + line);
    QCOMPARE(problems.size(), wrong ? 1 : 0);
    if (wrong)
        QVERIFY2(problems.first().startsWith(file + QStringLiteral(":3: ")), qPrintable(problems.first()));
}

void tst_Layers::everyInclude()
{
    const QDir root(support::sourceFolder());
    QStringList problems;
    int files = 0;
    for (const char *folder : {"core", "ui", "app", "tests"}) {
        QDirIterator walk(root.filePath(QString::fromLatin1(folder)),
                          {QStringLiteral("*.h"), QStringLiteral("*.cpp")}, QDir::Files,
                          QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            QFile file(walk.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            problems += problemsIn(root.relativeFilePath(file.fileName()), QString::fromUtf8(file.readAll()));
            ++files;
        }
    }
    QVERIFY(files > 20);
    for (const QString &problem : problems)
        qWarning("%s", qPrintable(problem));
    QVERIFY2(problems.isEmpty(),
             qPrintable(QStringLiteral("%1 includes break the rule").arg(problems.size())));
}

SLUICE_TEST(tst_Layers)
#include "tst_layers.moc"
