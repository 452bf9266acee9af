#pragma once

#include "core/queue/category.h"
#include "core/queue/item.h"
#include "core/queue/settings.h"

#include <QObject>
#include <QVariantMap>
#include <memory>

namespace ui {

class SettingsFile;

enum class Appearance : int { System = 0, Light = 1, Dark = 2 };
enum class Density : int { Comfortable = 0, Compact = 1 };

/// How Sluice shows itself outside of its window, and what it asks of the computer.
struct DesktopChoices
{
    bool notifiesDone = true;
    bool notifiesFailed = true;
    bool staysInTray = true;   ///< when the window is closed
    bool keepsAwake = true;    ///< while something downloads
    bool sparesMetered = true; ///< nothing is fetched over a metered network
    bool watchesClipboard = false;
    bool playsSound = false; ///< when downloads are finished
    bool operator==(const DesktopChoices &) const = default;
};

/// Bytes that copies of what CDNs serve may take, by the settings in that file. For programs without
/// preferences; blocks on the disk.
qint64 cacheLimitIn(const QString &iniFile);

/// What the user chose, and how the window stood. Backed by a SettingsFile; every change is told at once
/// by changed(). Values read from the file are clamped to what makes sense.
class Preferences : public QObject
{
    Q_OBJECT
public:
    /// `cacheFolder` is not the user's to choose; beside the file unless given.
    explicit Preferences(const QString &iniFile, const QString &cacheFolder = {});
    ~Preferences() override;

    QString downloadFolder() const; ///< absolute; the user's Downloads until chosen
    void setDownloadFolder(const QString &folder);
    /// The user never chose one: the folder may have to be made.
    bool isDownloadFolderDefault() const;

    /// Everything the queue wants to know. Give it to the queue at start and whenever changed() came.
    queue::Settings queueSettings() const;
    void setQueueSettings(const queue::Settings &settings);

    /// Asked instead of the official version services, in their order; empty: the official ones. Addresses
    /// only: the stored queue has no folders to fetch from.
    QStringList versionServices() const;
    void setVersionServices(const QStringList &bases);

    /// Where copies of what CDNs serve are kept, and how many bytes they may take.
    const QString &cacheFolder() const { return m_cacheFolder; }
    qint64 cacheLimit() const;
    void setCacheLimit(qint64 bytes);

    /// What new downloads start with.
    queue::Options options() const;
    void setOptions(const queue::Options &options);
    transfer::Intent intentForNew() const;
    void setIntentForNew(transfer::Intent intent);

    QList<queue::Category> categories() const;
    void setCategories(const QList<queue::Category> &categories);

    DesktopChoices desktop() const;
    void setDesktop(const DesktopChoices &choices);

    Appearance appearance() const;
    void setAppearance(Appearance appearance);
    Density density() const;
    void setDensity(Density density);
    QString language() const; ///< "de", "zh_CN", "en"; empty: the system's
    void setLanguage(const QString &language);

    /// All that was chosen, but for secrets (logins, the proxy's password) and how the window stood.
    QVariantMap exported() const;
    /// Takes what is known of it, and no secrets; how many values that were.
    int import(const QVariantMap &values);

    /// Geometry, splitters, header: opaque bytes by name.
    QByteArray state(const QString &name) const;
    void setState(const QString &name, const QByteArray &state);

Q_SIGNALS:
    void changed();

private:
    int number(const char *key, int fallback, int least, int most) const;
    bool flag(const char *key, bool fallback) const;
    QString text(const char *key) const;
    QList<http::SiteLogin> logins() const;
    void setLogins(const QList<http::SiteLogin> &logins);
    http::Proxy proxy() const;
    void setProxy(const http::Proxy &proxy);
    void put(const char *key, const QVariant &value);

    class Together;

    std::unique_ptr<SettingsFile> m_store;
    const QString m_cacheFolder;
    bool m_isTogether = false; ///< several values change; changed() comes once, behind the last
    bool m_hasChanged = false; ///< meanwhile
};

/// An exported file. On a pool thread; empty: it went well.
QString writeSettings(const QString &path, const QVariantMap &values);
QVariantMap readSettings(const QString &path);

} // namespace ui
