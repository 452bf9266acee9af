#include "app/cli/commandtable.h"
#include "tests/app/appbed.h"
#include "tests/support/testmain.h"
#include "tests/support/testpaths.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace Qt::StringLiterals;

/// What is installed beside the program (man page, completions) names the commands and options that its
/// --help names, no fewer and no more.
class tst_Reference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void commands();
    void options_data();
    void options();
    void bashOffers_data();
    void bashOffers();
    void bashOffersValues_data();
    void bashOffersValues();
    void fishOffers();
    void zshOffers();
    void choices_data();
    void choices();
    void manPageIsSound();

private:
    support::AppBed m_bed;
};

namespace {

QString installedFile(const QString &name)
{
    QFile file(QFileInfo(support::programPath()).path() + "/../packaging/"_L1 + name);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// All first captures, sorted.
QStringList captures(const QString &text, const QString &pattern)
{
    QStringList found;
    auto matches = QRegularExpression(pattern, QRegularExpression::MultilineOption).globalMatch(text);
    while (matches.hasNext())
        found += matches.next().captured(1);
    found.sort();
    return found;
}

/// The part of a text from the line `begin` to a line that matches `end`.
QString section(const QString &text, const QString &begin, const QString &end)
{
    const QRegularExpression pattern(u'^' + begin + u"\\n(.*?)(?:\\z|"_s + end + u')',
                                     QRegularExpression::MultilineOption |
                                         QRegularExpression::DotMatchesEverythingOption);
    return pattern.match(text).captured(1);
}

/// "-o" and "--output", each by itself, as a shell offers them.
QStringList spelled(QStringList help)
{
    help += {u"--help"_s, u"-h"_s};
    help.removeDuplicates();
    help.sort();
    return help;
}

/// What a shell prints, line by line, sorted.
QStringList printed(const QString &shell, const QStringList &arguments)
{
    QProcess process;
    process.start(shell, arguments);
    process.waitForFinished();
    if (process.exitCode() != 0)
        qWarning("%s", process.readAllStandardError().constData());
    QStringList lines = QString::fromUtf8(process.readAllStandardOutput()).split(u'\n', Qt::SkipEmptyParts);
    lines.sort();
    return lines;
}

void everyCommand()
{
    QTest::addColumn<QString>("command");
    for (const app::CommandSpec &command : app::commandTable())
        QTest::newRow(command.name) << QString::fromLatin1(command.name);
}

const auto kHelpOption = u"^  (?:-\\w, |    )(--[a-z-]+)"_s;
const auto kHelpLetter = u"^  (-\\w), --"_s;

} // namespace

void tst_Reference::commands()
{
    const QString help = QString::fromUtf8(m_bed.run({u"--help"_s}).out);
    const QStringList named = captures(help, u"^  sluice ([a-z]+)"_s);
    QVERIFY(named.size() > 5);
    QCOMPARE(captures(installedFile(u"sluice.1"_s), u"^\\.SS ([a-z]+)$"_s), named);
    QCOMPARE(captures(installedFile(u"sluice.fish"_s),
                      u"^complete -c sluice -n __fish_use_subcommand -f -a (\\w+)"_s),
             named);
    QCOMPARE(captures(installedFile(u"_sluice"_s), u"^        '([a-z]+):"_s), named);
    QCOMPARE(captures(installedFile(u"sluice.bash"_s), u"^        ([a-z]+)\\)$"_s), named);
}

void tst_Reference::options_data()
{
    everyCommand();
}

void tst_Reference::options()
{
    QFETCH(QString, command);
    const QString help = QString::fromUtf8(m_bed.run({command, u"--help"_s}).out);
    const QStringList names = captures(help, kHelpOption);
    const QStringList letters = captures(help, kHelpLetter);

    QString man = section(installedFile(u"sluice.1"_s), u"\\.SS "_s + command, u"^\\.S[SH] "_s);
    man.replace("\\-"_L1, "-"_L1);
    QCOMPARE(captures(man, u"^(?:\\\\fB-\\w\\\\fR, )?\\\\fB(--[a-z-]+)\\\\fR"_s), names);
    QCOMPARE(captures(man, u"^\\\\fB(-\\w)\\\\fR, "_s), letters);

    const QString zsh =
        section(installedFile(u"_sluice"_s), u"        %1\\)"_s.arg(command), u"^            ;;"_s);
    QCOMPARE(captures(zsh, u"(--[a-z-]+)(?:\\}'\\[|'\\[)"_s), spelled(names).filter(u"--"_s));
    QCOMPARE(captures(zsh, u"\\{(-\\w),--"_s), spelled(letters).filter(QRegularExpression(u"^-\\w$"_s)));
}

void tst_Reference::bashOffers_data()
{
    everyCommand();
}

void tst_Reference::bashOffers()
{
    QFETCH(QString, command);
    const QString help = QString::fromUtf8(m_bed.run({command, u"--help"_s}).out);
    const QString file = QFileInfo(support::programPath()).path() + "/../packaging/sluice.bash"_L1;
    const QString script =
        u". '%1'; COMP_WORDS=(sluice %2 -); COMP_CWORD=2; _sluice; printf '%s\\n' \"${COMPREPLY[@]}\""_s;
    QCOMPARE(printed(u"bash"_s, {u"-c"_s, script.arg(file, command)}),
             spelled(captures(help, kHelpOption) + captures(help, kHelpLetter)));
}

void tst_Reference::bashOffersValues_data()
{
    QTest::addColumn<QString>("words");
    QTest::addColumn<QStringList>("values");
    QTest::newRow("behind the option")
        << u"get --memory ''"_s << QStringList{u"balanced"_s, u"high"_s, u"low"_s};
    QTest::newRow("begun") << u"get --memory h"_s << QStringList{u"high"_s};
    QTest::newRow("behind =") << u"get --memory ="_s << QStringList{u"balanced"_s, u"high"_s, u"low"_s};
    QTest::newRow("begun behind =") << u"get --memory = l"_s << QStringList{u"low"_s};
    QTest::newRow("first argument") << u"cache ''"_s << QStringList{u"clear"_s, u"info"_s, u"verify"_s};
}

void tst_Reference::bashOffersValues()
{
    QFETCH(QString, words);
    const QString file = QFileInfo(support::programPath()).path() + "/../packaging/sluice.bash"_L1;
    const QString script = u". '%1'; COMP_WORDS=(sluice %2); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sluice; "
                           "printf '%s\\n' \"${COMPREPLY[@]}\""_s;
    QTEST(printed(u"bash"_s, {u"-c"_s, script.arg(file, words)}), "values");
}

void tst_Reference::fishOffers()
{
    if (QStandardPaths::findExecutable(u"fish"_s).isEmpty())
        QSKIP("fish is not installed");
    const QString file = QFileInfo(support::programPath()).path() + "/../packaging/sluice.fish"_L1;
    for (const app::CommandSpec &command : app::commandTable()) {
        const QString name = QString::fromLatin1(command.name);
        const QString help = QString::fromUtf8(m_bed.run({name, u"--help"_s}).out);
        const QString script = u"source '%1'; complete -C 'sluice %2 --' | string split -f1 \\t"_s;
        QCOMPARE(printed(u"fish"_s, {u"--no-config"_s, u"-c"_s, script.arg(file, name)}),
                 spelled(captures(help, kHelpOption)).filter(u"--"_s));
    }
}

void tst_Reference::zshOffers()
{
    if (QStandardPaths::findExecutable(u"zsh"_s).isEmpty())
        QSKIP("zsh is not installed");
    QProcess zsh;
    zsh.start(u"zsh"_s, {u"-n"_s, QFileInfo(support::programPath()).path() + "/../packaging/_sluice"_L1});
    QVERIFY(zsh.waitForFinished());
    QCOMPARE(zsh.readAllStandardError(), QByteArray());
    QCOMPARE(zsh.exitCode(), 0);
}

void tst_Reference::choices_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("choices");
    for (const app::CommandSpec &command : app::commandTable()) {
        for (const app::OptionSpec &option : command.options()) {
            if (option.choices) {
                QTest::addRow("%s --%s", command.name, option.name)
                    << QString::fromLatin1(command.name) << QString::fromLatin1(option.name)
                    << QString::fromLatin1(option.choices);
            }
        }
    }
}

/// What completions offer is what the command takes: it tells when it is given something else.
void tst_Reference::choices()
{
    QFETCH(QString, command);
    QFETCH(QString, option);
    QFETCH(QString, choices);
    const support::Run run = m_bed.run({command, u"--%1=none-such"_s.arg(option), u"wow:fdid=1"_s});
    QCOMPARE(run.code, 2);
    const QString wants = u"--%1 wants one of %2, not"_s.arg(option, choices.split(u' ').join(", "_L1));
    QVERIFY2(run.err.contains(wants.toLatin1()), run.err.constData());
}

void tst_Reference::manPageIsSound()
{
    const QString page = installedFile(u"sluice.1"_s);
    QVERIFY(page.startsWith(u".TH SLUICE 1 2"_s));
    // A line that begins with a dot or a quote is a request: each is one that is meant.
    const QStringList requests = captures(page, u"^[.'](\\w*)"_s);
    const QSet<QString> known{u"TH"_s, u"SH"_s, u"SS"_s, u"TP"_s, u"PP"_s, u"br"_s, u"nf"_s, u"fi"_s};
    QCOMPARE(QSet<QString>(requests.begin(), requests.end()) - known, QSet<QString>());
    const QString version = QString::fromUtf8(m_bed.run({u"--version"_s}).out).trimmed();
    QVERIFY2(page.contains(u'"' + version + u'"'), qUtf8Printable(version));
}

SLUICE_TEST(tst_Reference)
#include "tst_reference.moc"
