#include "tests/app/appbed.h"

#include "tests/support/bytes.h"
#include "tests/support/testpaths.h"

#include <QDirIterator>
#include <QJsonDocument>

namespace support {

using namespace Qt::StringLiterals;

namespace {

constexpr blte::KeyName kLockedName{0xFEEDFACECAFEBEEF};
constexpr blte::Key kLockedKey{0xA1, 0xB2, 0xC3, 0xD4, 0xE5, 0xF6, 0x07, 0x18,
                               0x29, 0x3A, 0x4B, 0x5C, 0x6D, 0x7E, 0x8F, 0x90};
constexpr int kPatienceMs = 60'000;

ChunkStyle style(Encoding encoding)
{
    return {encoding, 6, {}};
}

} // namespace

QList<QJsonObject> Run::events() const
{
    QList<QJsonObject> all;
    for (const QByteArray &line : out.split('\n')) {
        if (!line.isEmpty())
            all += QJsonDocument::fromJson(line).object();
    }
    return all;
}

QList<QJsonObject> Run::events(const QString &name) const
{
    QList<QJsonObject> some;
    for (const QJsonObject &event : events()) {
        if (event.value(u"event"_s) == name)
            some += event;
    }
    return some;
}

QJsonObject Run::event(const QString &name) const
{
    const QList<QJsonObject> some = events(name);
    return some.size() == 1 ? some.first() : QJsonObject();
}

AppBed::AppBed()
{
    QDir(m_folder.path()).mkpath(u"home"_s);
}

QByteArray AppBed::read(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void AppBed::write(const QString &name, const QByteArray &bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

QStringList AppBed::files(const QString &folder) const
{
    const QDir root(path(folder));
    QStringList names;
    QDirIterator all(root.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (all.hasNext())
        names += root.relativeFilePath(all.next());
    names.sort();
    return names;
}

QString AppBed::publish(const BuiltObject &object)
{
    server.serve(cdnPath(object), toBytes(object.bytes));
    return server.url(cdnPath(object)).toString();
}

std::unique_ptr<QProcess> AppBed::process(const QStringList &arguments) const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name :
         {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "TERM", "http_proxy", "https_proxy"})
        environment.remove(QString::fromLatin1(name));
    for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"})
        environment.insert(QString::fromLatin1(name), path(QString::fromLatin1(name)));
    environment.insert(u"HOME"_s, path(u"home"_s));
    environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder.path());
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment);
    process->setWorkingDirectory(m_folder.path());
    process->setProgram(support::programPath());
    process->setArguments(arguments);
    return process;
}

Run AppBed::run(const QStringList &arguments, const QByteArray &input) const
{
    const auto program = process(arguments);
    program->start();
    program->write(input);
    program->closeWriteChannel();
    return finish(*program);
}

Run AppBed::finish(QProcess &process)
{
    if (!process.waitForFinished(kPatienceMs)) {
        process.kill();
        process.waitForFinished(); // before that it looks as if it had ended well
    }
    const bool isNormal = process.exitStatus() == QProcess::NormalExit;
    return {isNormal ? process.exitCode() : -1, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray cdnPath(const BuiltObject &object)
{
    const auto key = QByteArray::fromStdString(blte::toHex(object.encodingKey.digest));
    return "/tpr/test/data/" + key.left(2) + '/' + key.mid(2, 2) + '/' + key;
}

BuiltObject smallObject()
{
    std::vector<ChunkSpec> chunks;
    for (std::uint64_t i = 0; i < 12; ++i) {
        const bool isRaw = i % 3 == 0;
        chunks.push_back({payload(isRaw ? noise(i) : repetitive(i), 5000),
                          style(isRaw ? Encoding::Raw : Encoding::Zlib),
                          {},
                          {}});
    }
    return buildObject(chunks);
}

BuiltObject lockedObject()
{
    std::vector<ChunkSpec> chunks;
    for (std::uint64_t i = 0; i < 4; ++i) {
        ChunkStyle written = style(Encoding::Zlib);
        if (i % 2 == 1)
            written.encryption = Encryption{kLockedName, kLockedKey, {9, 8, 7, 6}};
        chunks.push_back({payload(repetitive(i), 3000), written, {}, {}});
    }
    return buildObject(chunks);
}

QByteArray lockedKeyName()
{
    return QByteArray::fromStdString(blte::toHex(kLockedName));
}

QByteArray lockedKey()
{
    return toBytes(kLockedKey).toHex().toUpper();
}

} // namespace support
