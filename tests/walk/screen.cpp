#include "tests/walk/screen.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QTest>

namespace walk {

using namespace Qt::StringLiterals;

namespace {

constexpr int kPatience = 10'000;

QString accessibilityLauncher()
{
    return QStandardPaths::findExecutable(u"at-spi-bus-launcher"_s,
                                          {u"/usr/libexec"_s, u"/usr/lib/at-spi2-core"_s, u"/usr/lib"_s});
}

} // namespace

QString Screen::missingProgram()
{
    for (const char *program : {"Xvfb", "openbox", "xdotool", "import", "dbus-daemon"}) {
        if (QStandardPaths::findExecutable(QString::fromLatin1(program)).isEmpty())
            return QString::fromLatin1(program);
    }
    return accessibilityLauncher().isEmpty() ? u"at-spi-bus-launcher"_s : QString();
}

Screen::Screen(int scale)
    : m_scale(scale)
{
    const auto plain = QProcessEnvironment::systemEnvironment();
    const QString mode = u"%1x%2x24"_s.arg(size().width()).arg(size().height());
    // When its last client leaves, a server begins anew and turns away whoever comes that moment: the
    // accessibility service looks in and leaves while the window manager comes.
    QProcess &server =
        start(u"Xvfb"_s,
              {u"-displayfd"_s, u"1"_s, u"-screen"_s, u"0"_s, mode, u"-nolisten"_s, u"tcp"_s, u"-noreset"_s},
              plain);
    m_display = u':' + firstLine(server);
    QProcess &bus = start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s}, plain);
    m_bus = firstLine(bus);
    start(accessibilityLauncher(), {u"--launch-immediately"_s}, environment(plain));
    start(u"openbox"_s, {}, environment(plain));
    const auto isManaged = [this] { return !run(u"xdotool"_s, {u"get_num_desktops"_s}).isEmpty(); };
    m_isManaged = QTest::qWaitFor(isManaged, 3 * kPatience);
}

Screen::~Screen()
{
    while (!m_programs.empty()) {
        m_programs.back()->terminate();
        if (!m_programs.back()->waitForFinished(kPatience))
            m_programs.back()->kill();
        m_programs.pop_back();
    }
}

QProcessEnvironment Screen::environment(QProcessEnvironment base) const
{
    base.remove(u"WAYLAND_DISPLAY"_s);
    base.insert(u"DISPLAY"_s, m_display);
    base.insert(u"DBUS_SESSION_BUS_ADDRESS"_s, m_bus);
    base.insert(u"QT_QPA_PLATFORM"_s, u"xcb"_s);
    base.insert(u"QT_LINUX_ACCESSIBILITY_ALWAYS_ON"_s, u"1"_s);
    base.insert(u"QT_SCALE_FACTOR"_s, QString::number(m_scale));
    base.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    return base;
}

QProcess &Screen::start(const QString &program, const QStringList &arguments,
                        const QProcessEnvironment &environment)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(program, arguments);
    process->waitForStarted(kPatience);
    m_programs.push_back(std::move(process));
    return *m_programs.back();
}

QString Screen::firstLine(QProcess &process) const
{
    while (!process.canReadLine() && process.waitForReadyRead(kPatience)) {
    }
    return QString::fromUtf8(process.readLine()).trimmed();
}

QString Screen::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setProcessEnvironment(environment(QProcessEnvironment::systemEnvironment()));
    process.start(program, arguments);
    if (!process.waitForFinished(kPatience))
        process.kill();
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

void Screen::point(const QPoint &at) const
{
    run(u"xdotool"_s, {u"mousemove"_s, QString::number(at.x()), QString::number(at.y())});
}

void Screen::click(const QPoint &at) const
{
    point(at);
    run(u"xdotool"_s, {u"click"_s, u"1"_s});
}

void Screen::doubleClick(const QPoint &at) const
{
    point(at);
    run(u"xdotool"_s, {u"click"_s, u"--repeat"_s, u"2"_s, u"--delay"_s, u"80"_s, u"1"_s});
}

void Screen::pickUp(const QPoint &at) const
{
    point(at);
    run(u"xdotool"_s, {u"mousedown"_s, u"1"_s});
    point(at + QPoint(4, 4));
    point(at + QPoint(20, 12));
    QTest::qWait(200);
}

void Screen::carry(const QPoint &to) const
{
    constexpr int kSteps = 6;
    const QStringList now = run(u"xdotool"_s, {u"getmouselocation"_s, u"--shell"_s}).split(u'\n');
    const QPoint from(now.value(0).section(u'=', 1).toInt(), now.value(1).section(u'=', 1).toInt());
    for (int step = 1; step <= kSteps; ++step) {
        point(from + (to - from) * step / kSteps);
        QTest::qWait(40);
    }
    QTest::qWait(200);
}

void Screen::letGo() const
{
    run(u"xdotool"_s, {u"mouseup"_s, u"1"_s});
}

void Screen::key(const QString &keys) const
{
    run(u"xdotool"_s, {u"key"_s, u"--clearmodifiers"_s, keys});
}

void Screen::type(const QString &text) const
{
    run(u"xdotool"_s, {u"type"_s, u"--delay"_s, u"8"_s, text});
}

void Screen::place(const QString &title, const QRect &rect) const
{
    QString window;
    const auto isThere = [&] {
        window =
            run(u"xdotool"_s, {u"search"_s, u"--onlyvisible"_s, u"--name"_s, title}).section(u'\n', 0, 0);
        return !window.isEmpty();
    };
    static_cast<void>(QTest::qWaitFor(isThere, kPatience));
    const QString width = QString::number(rect.width());
    const QString height = QString::number(rect.height());
    run(u"xdotool"_s, {u"windowsize"_s, window, width, height, u"windowmove"_s, window,
                       QString::number(rect.x()), QString::number(rect.y()), u"windowfocus"_s, window});
    const auto stands = [&] {
        const QString place = run(u"xdotool"_s, {u"getwindowgeometry"_s, u"--shell"_s, window});
        return place.contains(u"WIDTH="_s + width + u'\n') && place.contains(u"HEIGHT="_s + height);
    };
    static_cast<void>(QTest::qWaitFor(stands, kPatience));
}

void Screen::shoot(const QString &name) const
{
    const QString folder = qEnvironmentVariable("SLUICE_SCREENSHOTS");
    if (!folder.isEmpty() && QDir().mkpath(folder))
        shootTo(u"%1/%2.png"_s.arg(folder, name));
}

void Screen::shootTo(const QString &path) const
{
    QTest::qWait(350);
    const QString part = u"%1x%2+0+0"_s.arg(room().width()).arg(room().height());
    run(u"import"_s, {u"-window"_s, u"root"_s, u"-crop"_s, part, u"+repage"_s, path});
}

} // namespace walk
