#include "ui/settingsfile.h"

#include "core/storage/filesystem.h"
#include "ui/background.h"

#include <QFileInfo>
#include <QMutex>
#include <QSettings>
#include <tuple>

namespace ui {

/// The file itself. Whoever writes holds the lock.
struct SettingsFile::Writer
{
    QString path;
    QMutex mutex;
    bool isClosed = false; ///< the last word is written

    bool write(const QVariantMap &values)
    {
        const QMutexLocker lock(&mutex);
        return isClosed || writeNow(values);
    }

    bool writeNow(const QVariantMap &values) const
    {
        QSettings file(path, QSettings::IniFormat);
        for (auto it = values.begin(); it != values.end(); ++it)
            file.setValue(it.key(), it.value());
        file.sync();
        return file.status() == QSettings::NoError;
    }
};

SettingsFile::SettingsFile(const QString &path)
    : m_writer(std::make_shared<Writer>())
{
    m_writer->path = path;
    std::ignore = storage::fs::makePrivateFolder(QFileInfo(path).path());
    QFile file(path);
    if (file.open(QIODevice::Append)) // QSettings keeps the permissions it finds
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const QSettings settings(path, QSettings::IniFormat);
    for (const QString &key : settings.allKeys())
        m_values.insert(key, settings.value(key));
}

SettingsFile::~SettingsFile()
{
    if (!m_isWriting)
        return;
    // What is on its way holds the lock, or comes too late.
    const QMutexLocker lock(&m_writer->mutex);
    m_writer->writeNow(m_values);
    m_writer->isClosed = true;
}

void SettingsFile::setValue(const QString &key, const QVariant &value)
{
    m_values.insert(key, value);
    m_unwritten.insert(key, value);
    writeSoon();
}

void SettingsFile::writeSoon()
{
    if (std::exchange(m_isWriting, true))
        return;
    // In the next turn: what changes together is written together.
    QMetaObject::invokeMethod(
        this,
        [this] {
            inBackground([writer = m_writer,
                          values = std::exchange(m_unwritten, {})] { return writer->write(values); },
                         this, [this](bool) { onWritten(); });
        },
        Qt::QueuedConnection);
}

void SettingsFile::onWritten()
{
    m_isWriting = false;
    if (!m_unwritten.isEmpty())
        writeSoon();
}

} // namespace ui
