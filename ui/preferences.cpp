#include "ui/preferences.h"

#include "core/address.h"
#include "core/cache/objectcache.h"
#include "ui/settingsfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>
#include <algorithm>
#include <array>

namespace ui {

namespace {

constexpr auto kFolder = "folders/downloads";
constexpr auto kJobs = "connections/jobs";
constexpr auto kPerFile = "connections/perFile";
constexpr auto kPerHost = "connections/perHost";
constexpr auto kLimit = "limits/bytesPerSecond";
constexpr auto kSchedule = "limits/schedule";
constexpr auto kMaxWait = "limits/maxWaitSeconds";
constexpr auto kConnectTimeout = "limits/connectSeconds";
constexpr auto kAnswerTimeout = "limits/answerSeconds";
constexpr auto kStallTimeout = "limits/stallSeconds";
constexpr auto kNetwork = "network/profile";
constexpr auto kMemory = "network/memory";
constexpr auto kAlwaysHash = "network/alwaysHash";
constexpr auto kMirrors = "network/mirrors";
constexpr auto kCommunityMirrors = "network/communityMirrors";
constexpr auto kVersionServices = "network/versionServices";
constexpr auto kCacheLimit = "cache/bytes";
constexpr auto kLogins = "network/logins";
constexpr auto kProxyKind = "proxy/kind";
constexpr auto kProxyHost = "proxy/host";
constexpr auto kProxyPort = "proxy/port";
constexpr auto kProxyUser = "proxy/user";
constexpr auto kProxyPassword = "proxy/password";
constexpr auto kNotifyDone = "desktop/notifyDone";
constexpr auto kNotifyFailed = "desktop/notifyFailed";
constexpr auto kTray = "desktop/staysInTray";
constexpr auto kAwake = "desktop/keepsAwake";
constexpr auto kClipboard = "desktop/watchesClipboard";
constexpr auto kSound = "desktop/playsSound";
constexpr auto kCategories = "new/categories";
constexpr auto kMetered = "network/sparesMetered";
constexpr auto kForm = "new/form";
constexpr auto kWhenExists = "new/whenExists";
constexpr auto kMissingKeys = "new/missingKeys";
constexpr auto kIntent = "new/intent";
constexpr auto kAppearance = "appearance/theme";
constexpr auto kDensity = "appearance/density";
constexpr auto kLanguage = "appearance/language";

/// Not kLogins and kProxyPassword, which are secrets, nor kProxyUser, which is good for nothing without one.
constexpr std::array kExported{
    kFolder,          kJobs,       kPerFile,        kPerHost,       kLimit,
    kSchedule,        kMaxWait,    kConnectTimeout, kAnswerTimeout, kStallTimeout,
    kNetwork,         kMemory,     kAlwaysHash,     kMirrors,       kCommunityMirrors,
    kVersionServices, kProxyKind,  kProxyHost,      kProxyPort,     kNotifyDone,
    kNotifyFailed,    kTray,       kAwake,          kClipboard,     kSound,
    kCategories,      kMetered,    kForm,           kWhenExists,    kMissingKeys,
    kIntent,          kAppearance, kDensity,        kLanguage};

constexpr int kWeek = 7 * 24 * 3600;
constexpr int kSecondsInDay = 24 * 3600;

template <typename T>
int code(T value)
{
    return static_cast<int>(value);
}

qint64 cacheLimitFrom(const QVariant &value)
{
    constexpr qint64 kLeast = 100'000'000;
    constexpr qint64 kMost = 100'000'000'000'000;
    bool ok = false;
    const qint64 bytes = value.toLongLong(&ok);
    return ok ? std::clamp(bytes, kLeast, kMost) : cache::kUsualLimit;
}

} // namespace

qint64 cacheLimitIn(const QString &iniFile)
{
    return cacheLimitFrom(QSettings(iniFile, QSettings::IniFormat).value(QLatin1StringView(kCacheLimit)));
}

/// While it lives, changes are told together.
class Preferences::Together
{
public:
    explicit Together(Preferences &preferences)
        : m_preferences(preferences)
    {
        m_preferences.m_isTogether = true;
        m_preferences.m_hasChanged = false;
    }
    Q_DISABLE_COPY_MOVE(Together)
    ~Together()
    {
        m_preferences.m_isTogether = false;
        if (m_preferences.m_hasChanged)
            Q_EMIT m_preferences.changed();
    }

private:
    Preferences &m_preferences;
};

Preferences::Preferences(const QString &iniFile, const QString &cacheFolder)
    : m_store(std::make_unique<SettingsFile>(iniFile))
    , m_cacheFolder(cacheFolder.isEmpty() ? QFileInfo(iniFile).absolutePath() + QStringLiteral("/objects")
                                          : cacheFolder)
{
}

Preferences::~Preferences() = default;

int Preferences::number(const char *key, int fallback, int least, int most) const
{
    bool ok = false;
    const int value = m_store->value(QLatin1StringView(key), fallback).toInt(&ok);
    return ok ? std::clamp(value, least, most) : fallback;
}

bool Preferences::flag(const char *key, bool fallback) const
{
    return m_store->value(QLatin1StringView(key), fallback).toBool();
}

QString Preferences::text(const char *key) const
{
    return m_store->value(QLatin1StringView(key)).toString();
}

void Preferences::put(const char *key, const QVariant &value)
{
    const QString name = QLatin1StringView(key);
    if (m_store->value(name) == value)
        return;
    m_store->setValue(name, value);
    m_hasChanged = true;
    if (!m_isTogether)
        Q_EMIT changed();
}

QString Preferences::downloadFolder() const
{
    const QString chosen = m_store->value(QLatin1StringView(kFolder)).toString();
    return chosen.isEmpty() ? QStandardPaths::writableLocation(QStandardPaths::DownloadLocation) : chosen;
}

bool Preferences::isDownloadFolderDefault() const
{
    return m_store->value(QLatin1StringView(kFolder)).toString().isEmpty();
}

void Preferences::setDownloadFolder(const QString &folder)
{
    put(kFolder, folder.isEmpty() ? QString() : QDir::cleanPath(folder));
}

queue::Settings Preferences::queueSettings() const
{
    queue::Settings settings;
    settings.jobs = number(kJobs, settings.jobs, 1, 64);
    settings.connectionsPerFile = number(kPerFile, settings.connectionsPerFile, 1, 32);
    settings.connectionsPerHost = number(kPerHost, settings.connectionsPerHost, 1, 32);
    settings.bytesPerSecond = std::max<qint64>(m_store->value(QLatin1StringView(kLimit)).toLongLong(), 0);
    settings.schedule = queue::scheduleFromText(m_store->value(QLatin1StringView(kSchedule)).toString())
                            .value_or(queue::Schedule{});
    settings.network = static_cast<http::NetworkProfile>(number(kNetwork, code(settings.network), 0, 2));
    settings.memory = static_cast<queue::MemoryProfile>(number(kMemory, code(settings.memory), 0, 2));
    settings.maxWait = std::chrono::seconds(number(kMaxWait, 0, 0, kWeek));
    const auto limit = [this](const char *key, std::chrono::milliseconds usual) {
        const int seconds = static_cast<int>(usual / std::chrono::seconds(1));
        return std::chrono::seconds(number(key, seconds, 1, kSecondsInDay));
    };
    settings.connectTimeout = limit(kConnectTimeout, settings.connectTimeout);
    settings.answerTimeout = limit(kAnswerTimeout, settings.answerTimeout);
    settings.stallTimeout = limit(kStallTimeout, settings.stallTimeout);
    settings.alwaysHash = flag(kAlwaysHash, settings.alwaysHash);
    settings.proxy = proxy();
    settings.logins = logins();
    settings.mirrors = m_store->value(QLatin1StringView(kMirrors)).toStringList();
    settings.communityMirrors = m_store->value(QLatin1StringView(kCommunityMirrors)).toStringList();
    return settings;
}

void Preferences::setQueueSettings(const queue::Settings &settings)
{
    const Together together(*this);
    put(kJobs, settings.jobs);
    put(kPerFile, settings.connectionsPerFile);
    put(kPerHost, settings.connectionsPerHost);
    put(kLimit, settings.bytesPerSecond);
    put(kSchedule, queue::toText(settings.schedule));
    put(kNetwork, code(settings.network));
    put(kMemory, code(settings.memory));
    put(kMaxWait, static_cast<int>(settings.maxWait.count()));
    const auto putLimit = [this](const char *key, std::chrono::milliseconds limit) {
        put(key, static_cast<int>(limit / std::chrono::seconds(1)));
    };
    putLimit(kConnectTimeout, settings.connectTimeout);
    putLimit(kAnswerTimeout, settings.answerTimeout);
    putLimit(kStallTimeout, settings.stallTimeout);
    put(kAlwaysHash, settings.alwaysHash);
    put(kMirrors, settings.mirrors);
    put(kCommunityMirrors, settings.communityMirrors);
    setProxy(settings.proxy);
    setLogins(settings.logins);
}

QStringList Preferences::versionServices() const
{
    QStringList bases = m_store->value(QLatin1StringView(kVersionServices)).toStringList();
    bases.removeIf([](const QString &base) { return !core::addressFromText(base); });
    return bases;
}

void Preferences::setVersionServices(const QStringList &bases)
{
    put(kVersionServices, bases);
}

qint64 Preferences::cacheLimit() const
{
    return cacheLimitFrom(m_store->value(QLatin1StringView(kCacheLimit)));
}

void Preferences::setCacheLimit(qint64 bytes)
{
    put(kCacheLimit, bytes);
}

http::Proxy Preferences::proxy() const
{
    http::Proxy proxy;
    proxy.kind = static_cast<http::ProxyKind>(number(kProxyKind, code(http::ProxyKind::System), 0, 3));
    proxy.host = text(kProxyHost);
    proxy.port = static_cast<quint16>(number(kProxyPort, 8080, 1, 65'535));
    proxy.user = text(kProxyUser);
    proxy.password = text(kProxyPassword);
    return proxy;
}

void Preferences::setProxy(const http::Proxy &proxy)
{
    put(kProxyKind, code(proxy.kind));
    put(kProxyHost, proxy.host);
    put(kProxyPort, static_cast<int>(proxy.port));
    put(kProxyUser, proxy.user);
    put(kProxyPassword, proxy.password);
}

/// As addresses that hold a user, a password and headers; the file is its owner's alone to read.
QList<http::SiteLogin> Preferences::logins() const
{
    QList<http::SiteLogin> logins;
    for (const QString &text : m_store->value(QLatin1StringView(kLogins)).toStringList()) {
        const auto source = core::sourceFromLine(text);
        if (!source)
            continue;
        const QUrl url = source->mirrors.first();
        logins.append({url.adjusted(QUrl::RemoveUserInfo), url.userName(QUrl::FullyDecoded),
                       url.password(QUrl::FullyDecoded), source->headers});
    }
    return logins;
}

void Preferences::setLogins(const QList<http::SiteLogin> &logins)
{
    QStringList texts;
    for (const http::SiteLogin &login : logins) {
        QUrl url;
        url.setScheme(login.site.scheme());
        url.setHost(login.site.host());
        url.setPort(login.site.port());
        url.setUserName(login.user, QUrl::DecodedMode);
        url.setPassword(login.password, QUrl::DecodedMode);
        core::Source source;
        source.mirrors = {url};
        source.headers = login.headers;
        texts << core::toLine(source);
    }
    put(kLogins, texts);
}

QList<queue::Category> Preferences::categories() const
{
    return queue::categoriesFromText(text(kCategories));
}

void Preferences::setCategories(const QList<queue::Category> &categories)
{
    put(kCategories, queue::toText(categories));
}

DesktopChoices Preferences::desktop() const
{
    DesktopChoices choices;
    choices.notifiesDone = flag(kNotifyDone, choices.notifiesDone);
    choices.notifiesFailed = flag(kNotifyFailed, choices.notifiesFailed);
    choices.staysInTray = flag(kTray, choices.staysInTray);
    choices.keepsAwake = flag(kAwake, choices.keepsAwake);
    choices.sparesMetered = flag(kMetered, choices.sparesMetered);
    choices.watchesClipboard = flag(kClipboard, choices.watchesClipboard);
    choices.playsSound = flag(kSound, choices.playsSound);
    return choices;
}

void Preferences::setDesktop(const DesktopChoices &choices)
{
    const Together together(*this);
    put(kNotifyDone, choices.notifiesDone);
    put(kNotifyFailed, choices.notifiesFailed);
    put(kTray, choices.staysInTray);
    put(kAwake, choices.keepsAwake);
    put(kMetered, choices.sparesMetered);
    put(kClipboard, choices.watchesClipboard);
    put(kSound, choices.playsSound);
}

queue::Options Preferences::options() const
{
    queue::Options options;
    options.form = static_cast<queue::Form>(number(kForm, code(options.form), 0, 1));
    options.whenExists = static_cast<queue::WhenExists>(number(kWhenExists, code(options.whenExists), 0, 2));
    options.missingKeys =
        static_cast<queue::MissingKeys>(number(kMissingKeys, code(queue::MissingKeys::Keep), 0, 2));
    return options;
}

void Preferences::setOptions(const queue::Options &options)
{
    const Together together(*this);
    put(kForm, code(options.form));
    put(kWhenExists, code(options.whenExists));
    put(kMissingKeys, code(options.missingKeys));
}

transfer::Intent Preferences::intentForNew() const
{
    return static_cast<transfer::Intent>(number(kIntent, code(transfer::Intent::Run), 0, 1));
}

void Preferences::setIntentForNew(transfer::Intent intent)
{
    put(kIntent, code(intent));
}

Appearance Preferences::appearance() const
{
    return static_cast<Appearance>(number(kAppearance, 0, 0, 2));
}

void Preferences::setAppearance(Appearance appearance)
{
    put(kAppearance, code(appearance));
}

Density Preferences::density() const
{
    return static_cast<Density>(number(kDensity, 0, 0, 1));
}

void Preferences::setDensity(Density density)
{
    put(kDensity, code(density));
}

QString Preferences::language() const
{
    return m_store->value(QLatin1StringView(kLanguage)).toString();
}

void Preferences::setLanguage(const QString &language)
{
    put(kLanguage, language);
}

QVariantMap Preferences::exported() const
{
    QVariantMap values;
    for (const char *key : kExported) {
        const QVariant value = m_store->value(QLatin1StringView(key));
        if (value.isValid())
            values.insert(QLatin1StringView(key), value);
    }
    return values;
}

int Preferences::import(const QVariantMap &values)
{
    const Together together(*this);
    int taken = 0;
    for (const char *key : kExported) {
        const auto value = values.constFind(QLatin1StringView(key));
        if (value == values.cend())
            continue;
        put(key, *value);
        ++taken;
    }
    return taken;
}

QString writeSettings(const QString &path, const QVariantMap &values)
{
    QFile::remove(path); // whoever exports over a file was asked already
    QSettings file(path, QSettings::IniFormat);
    for (auto value = values.cbegin(); value != values.cend(); ++value)
        file.setValue(value.key(), value.value());
    file.sync();
    return file.status() == QSettings::NoError ? QString() : QFile(path).errorString();
}

QVariantMap readSettings(const QString &path)
{
    const QSettings file(path, QSettings::IniFormat);
    QVariantMap values;
    for (const QString &key : file.allKeys())
        values.insert(key, file.value(key));
    return values;
}

QByteArray Preferences::state(const QString &name) const
{
    return m_store->value(QStringLiteral("window/") + name).toByteArray();
}

void Preferences::setState(const QString &name, const QByteArray &state)
{
    m_store->setValue(QStringLiteral("window/") + name, state);
}

} // namespace ui
