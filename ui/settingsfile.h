#pragma once

#include <QObject>
#include <QSet>
#include <QVariantMap>
#include <memory>

namespace ui {

/// An INI file that only its user may read. Read once; from then on its values are in memory, and what
/// changes is written on a pool thread: a disk that is slow or asleep holds no window up. The destructor
/// waits until all is written.
class SettingsFile : public QObject
{
    Q_OBJECT
public:
    explicit SettingsFile(const QString &path);
    ~SettingsFile() override;

    QVariant value(const QString &key, const QVariant &fallback = {}) const
    {
        return m_values.value(key, fallback);
    }
    void setValue(const QString &key, const QVariant &value);

private:
    struct Writer;

    void writeSoon();
    void onWritten();

    QVariantMap m_values;
    QVariantMap m_unwritten;
    std::shared_ptr<Writer> m_writer; ///< shared with the thread that writes
    bool m_isWriting = false;         ///< or about to
};

} // namespace ui
