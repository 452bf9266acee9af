// A small CDN for the demo: makes BLTE files once, serves them slowly on 127.0.0.1 under two host names, and
// writes the list of sources that Sluice takes.

#include "tests/support/demofiles.h"
#include "tests/support/demoserver.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QDir>
#include <QSaveFile>
#include <QTextStream>

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kBytesPerSecond = 1 << 20; // per connection: a dozen of them is something to watch

/// One source a line: the file at both hosts, its name, and the content key that proves it.
QByteArray sourceList(const support::DemoFiles &demo, quint16 port)
{
    QByteArray list = "# The demo's files, each at two hosts\n";
    const QByteArray at = ':' + QByteArray::number(port);
    for (const support::DemoFile &file : demo.files) {
        QByteArray fragment = "#name=" + file.name.toUtf8();
        if (!file.contentKey.isEmpty())
            fragment += "&ckey=" + file.contentKey;
        list += "http://127.0.0.1" + at + file.urlPath + fragment + "\thttp://localhost" + at + file.urlPath +
                '\n';
    }
    return list;
}

bool writeFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

int fail(const QString &message)
{
    QTextStream(stderr) << "sluice-democdn: " << message << Qt::endl;
    return 1;
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOptions(
        {{u"files"_s, u"Folder for the files; made once."_s, u"DIR"_s},
         {u"list"_s, u"Where the list of sources goes (default: standard output)."_s, u"FILE"_s},
         {u"keys"_s, u"Where the key list goes."_s, u"FILE"_s},
         {u"rate"_s, u"Bytes per second on each connection."_s, u"N"_s, QString::number(kBytesPerSecond)}});
    parser.process(application);
    const QString folder = parser.value(u"files"_s);
    const qint64 rate = parser.value(u"rate"_s).toLongLong();
    if (folder.isEmpty() || rate <= 0)
        return fail(u"give a folder with --files DIR, and a --rate above 0"_s);

    const auto demo = support::makeDemoFiles(folder);
    if (!demo)
        return fail(u"the files could not be made in %1; is there space for 500 MB?"_s.arg(folder));
    support::DemoServer server(rate);
    for (const support::DemoFile &file : demo->files)
        server.serve(file.urlPath, QDir(folder).filePath(file.file));
    if (!server.listen(QHostAddress::LocalHost))
        return fail(u"cannot listen on 127.0.0.1: "_s + server.errorString());

    if (parser.isSet(u"keys"_s) && !writeFile(parser.value(u"keys"_s), demo->keys))
        return fail(u"cannot write "_s + parser.value(u"keys"_s));
    const QByteArray list = sourceList(*demo, server.serverPort());
    if (!parser.isSet(u"list"_s))
        QTextStream(stdout) << QString::fromUtf8(list) << Qt::flush;
    else if (!writeFile(parser.value(u"list"_s), list))
        return fail(u"cannot write "_s + parser.value(u"list"_s));
    return QCoreApplication::exec();
}
