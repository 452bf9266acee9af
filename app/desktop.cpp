#include "app/desktop.h"

#include "app/decoding.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QThreadPool>

namespace app {

using namespace Qt::StringLiterals;

namespace {

/// A name in `folder` that is free: the file's without ".blte", with a number when that is taken.
QString decodedName(const QString &path, const QDir &folder)
{
    const QFileInfo info(path);
    const bool hasSuffix = info.suffix().compare("blte"_L1, Qt::CaseInsensitive) == 0;
    const QString name = hasSuffix ? info.completeBaseName() : info.fileName() + ".decoded"_L1;
    QString free = folder.filePath(name);
    for (int i = 2; QFile::exists(free); ++i)
        free = folder.filePath(u"%1 (%2)"_s.arg(name).arg(i));
    return free;
}

/// Runs on a pool thread; says in a sentence what became of it.
QString decodeInto(const QDir &folder, const QString &path, const std::shared_ptr<const blte::KeyStore> &keys)
{
    const auto local = LocalBlte::open(path);
    if (!local)
        return local.error();
    folder.mkpath(u"."_s);
    QSaveFile target(decodedName(path, folder));
    if (!target.open(QIODevice::WriteOnly))
        return Desktop::tr("%1 cannot be written: %2").arg(target.fileName(), target.errorString());
    const Decoding decoding = decode(**local, target, keys, blte::MissingKeys::Fail, {});
    if (decoding.hasWriteFailed || (decoding.complaint.isEmpty() && !target.commit()))
        return Desktop::tr("%1 cannot be written: %2").arg(target.fileName(), target.errorString());
    if (!decoding.complaint.isEmpty())
        return Desktop::tr("%1 was not decoded: %2").arg(path, decoding.complaint);
    return Desktop::tr("%1 was decoded to %2").arg(path, target.fileName());
}

} // namespace

Desktop::Desktop(ui::Preferences &preferences, const QString &dataFolder)
    : m_preferences(preferences)
    , m_queue(preferences.queueSettings(), dataFolder + "/queue.sqlite"_L1)
    , m_window(m_queue, preferences)
{
    connect(&m_keys, &KeyKeeper::changed, &m_queue, &queue::Queue::setKeys);
    connect(&m_keys, &KeyKeeper::failed, &m_window, &ui::MainWindow::say);
    connect(&m_window, &ui::MainWindow::keysDropped, &m_keys, &KeyKeeper::add);
    connect(&m_window, &ui::MainWindow::localBlteDropped, this, &Desktop::decodeFiles);
    connect(qApp, &QGuiApplication::lastWindowClosed, this, &Desktop::close);
    connect(&m_interrupt, &Interrupt::requested, this, &Desktop::close);
    connect(&m_queue, &queue::Queue::closed, qApp, [] { QCoreApplication::exit(0); });
}

void Desktop::show(const Handover &handover)
{
    m_window.show();
    m_keys.load();
    m_queue.load();
    take(handover);
}

void Desktop::receive(const Handover &handover)
{
    m_window.raiseAndActivate();
    take(handover);
}

void Desktop::take(const Handover &handover)
{
    for (const QString &text : handover.texts)
        m_window.addText(text);
    if (!handover.files.isEmpty())
        m_window.addFiles(handover.files);
}

void Desktop::decodeFiles(const QStringList &files)
{
    const QDir folder(m_preferences.downloadFolder());
    for (const QString &path : files) {
        QThreadPool::globalInstance()->start([self = QPointer(this), folder, path, keys = m_queue.keys()] {
            const QString sentence = decodeInto(folder, path, keys);
            QMetaObject::invokeMethod(qApp, [self, sentence] {
                if (self)
                    self->m_window.say(sentence);
            });
        });
    }
}

void Desktop::close()
{
    Q_EMIT closing();
    m_window.hide();
    m_queue.close(); // checkpoints everything; closed() follows
}

} // namespace app
