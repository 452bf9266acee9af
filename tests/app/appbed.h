#pragma once

#include "tests/support/bltebuilder.h"
#include "tests/support/bytes.h"
#include "tests/support/faultserver.h"

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace support {

/// How one run of the program ended.
struct Run
{
    int code = -1;
    QByteArray out;
    QByteArray err;

    /// Standard output as JSON lines.
    QList<QJsonObject> events() const;
    QList<QJsonObject> events(const QString &name) const;
    /// The only one of that name; an empty object when there are none or more.
    QJsonObject event(const QString &name) const;
};

/// The real executable, a server and a home folder of its own.
class AppBed
{
public:
    AppBed();

    FaultServer server;

    QString path(const QString &name) const { return m_folder.filePath(name); }
    QByteArray read(const QString &name) const;
    void write(const QString &name, const QByteArray &bytes) const;
    QStringList files(const QString &folder) const; ///< relative, hidden ones too

    /// Serves `object` under its CDN path and returns its address.
    QString publish(const BuiltObject &object);

    /// Not started yet; environment and working directory are set, there is no display.
    std::unique_ptr<QProcess> process(const QStringList &arguments) const;
    Run run(const QStringList &arguments, const QByteArray &input = {}) const;
    static Run finish(QProcess &process);

private:
    QTemporaryDir m_folder;
};

/// "/tpr/test/data/ab/cd/abcd…".
QByteArray cdnPath(const BuiltObject &object);
/// A small object of many chunks in several modes.
BuiltObject smallObject();
/// Two of its four chunks need this key.
BuiltObject lockedObject();
QByteArray lockedKeyName();
QByteArray lockedKey(); ///< hex

} // namespace support
