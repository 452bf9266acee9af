#include "app/desktop/desktop.h"

#include "app/catalogplaces.h"
#include "app/decoding.h"
#include "core/catalog/buildhistory.h"
#include "ui/background.h"
#include "ui/language.h"
#include "ui/settings/settingsdialog.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QPointer>
#include <QSaveFile>
#include <QTimer>

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
    const auto local = LocalBlte::open(path, keys.get());
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
    , m_queue(m_services, preferences.queueSettings(), dataFolder + "/queue.sqlite"_L1)
    , m_products(m_services, m_queue, preferences)
    , m_language(preferences.language())
{
    m_services.closing = catalog::closeMirror;
    connect(&m_products, &ProductIntake::keysFound, &m_keys, &KeyKeeper::add);
    connect(&m_keys, &KeyKeeper::changed, &m_queue, &queue::Queue::setKeys);
    connect(&m_keys, &KeyKeeper::failed, this, &Desktop::say);
    connect(&m_keys, &KeyKeeper::conflicted, this, &Desktop::say);
    connect(&m_interrupt, &Interrupt::requested, this, &Desktop::close);
    connect(&m_queue, &queue::Queue::closed, qApp, [] { QCoreApplication::exit(0); });
    connect(&preferences, &ui::Preferences::changed, this, &Desktop::applyLanguage);
}

void Desktop::openWindow(Opening opening)
{
    m_window = std::make_unique<ui::MainWindow>(m_queue, m_preferences);
    connect(m_window.get(), &ui::MainWindow::keysDropped, &m_keys, &KeyKeeper::add);
    connect(m_window.get(), &ui::MainWindow::keysRemoved, &m_keys, &KeyKeeper::remove);
    connect(m_window.get(), &ui::MainWindow::localBlteDropped, this, &Desktop::decodeFiles);
    connect(m_window.get(), &ui::MainWindow::productsWanted, &m_products, &ProductIntake::lookUp);
    connect(m_window.get(), &ui::MainWindow::listfileChosen, this, &Desktop::useListfile);
    connect(m_window.get(), &ui::MainWindow::installedDropped, this, &Desktop::rememberBuilds);
    connect(m_window.get(), &ui::MainWindow::mirrorWanted, m_window.get(), [this] {
        m_products.prepareAccess(m_window.get(),
                                 [this](const ui::CatalogAccess &access) { m_window->mirror(access); });
    });
    connect(m_window.get(), &ui::MainWindow::lookupsCancelled, &m_products, &ProductIntake::cancel);
    connect(m_window.get(), &ui::MainWindow::browseWanted, m_window.get(), [this] {
        m_products.prepareAccess(m_window.get(),
                                 [this](const ui::CatalogAccess &access) { m_window->browse(access); });
    });
    connect(&m_products, &ProductIntake::found, m_window.get(), &ui::MainWindow::addFound);
    connect(&m_products, &ProductIntake::underWayChanged, m_window.get(), [this] { showLookups(); });
    showLookups();
    connect(m_window.get(), &ui::MainWindow::quitWanted, this, &Desktop::close);
    if (opening == Opening::Window)
        m_window->show();
    // The window first; the tray may take its time.
    QTimer::singleShot(0, m_window.get(), [this, opening] {
        m_presence = std::make_unique<ui::Presence>(m_queue, m_preferences, *m_window);
        if (opening == Opening::Tray)
            m_presence->startInTray();
    });
}

/// The same window once more, in the other language.
void Desktop::applyLanguage()
{
    if (m_language == m_preferences.language())
        return;
    m_language = m_preferences.language();
    // Not now: the settings dialog of the old window is still busy with the change.
    QTimer::singleShot(0, this, [this] {
        if (m_isClosing)
            return;
        m_window->saveWindow();
        m_presence.reset();
        m_window.reset();
        ui::installLanguage(m_language);
        openWindow(Opening::Window);
        m_window->openSettings(ui::SettingsDialog::Page::Appearance);
    });
}

void Desktop::tellMetered(bool isMetered)
{
    if (isMetered)
        say(tr("The connection is metered: downloads wait for another one. The settings can allow it, under "
               "Network."));
    else
        say(tr("The connection is not metered any more: downloads go on."));
}

void Desktop::holdLookups()
{
    if (!m_isClosing)
        m_requests->mayFetch() ? m_products.release() : m_products.hold();
}

void Desktop::showLookups()
{
    using Doing = ui::LookupBar::Doing;
    const bool isWaiting = m_requests && m_requests->isMetered();
    m_window->showLookups(m_products.underWay(), isWaiting ? Doing::Waiting : Doing::LookingUp);
}

void Desktop::say(const QString &sentence)
{
    m_window->say(sentence);
}

void Desktop::show(const Start &start)
{
    openWindow(start.opening);
    m_requests = std::make_unique<ui::SystemRequests>(m_queue, m_preferences);
    connect(m_requests.get(), &ui::SystemRequests::meteredChanged, this, &Desktop::tellMetered);
    connect(m_requests.get(), &ui::SystemRequests::mayFetchChanged, this, &Desktop::holdLookups);
    holdLookups();
    m_keys.load();
    m_queue.load();
    if (m_products.resume() > 0)
        say(tr("Sluice had not looked up all files of products when it quit: it looks them up again."));
    take(start.handover);
}

void Desktop::receive(const Handover &handover)
{
    m_window->raiseAndActivate();
    take(handover);
}

void Desktop::take(const Handover &handover)
{
    for (const QString &text : handover.texts)
        m_window->addText(text);
    if (!handover.files.isEmpty())
        m_window->addFiles(handover.files);
    for (const QString &link : handover.offers)
        m_window->offer(link);
}

void Desktop::decodeFiles(const QStringList &files)
{
    const QDir folder(m_preferences.downloadFolder());
    for (const QString &path : files) {
        ui::backgroundPool().start([self = QPointer(this), folder, path, keys = m_queue.keys()] {
            const QString sentence = decodeInto(folder, path, keys);
            QMetaObject::invokeMethod(qApp, [self, sentence] {
                if (self)
                    self->say(sentence);
            });
        });
    }
}

void Desktop::useListfile(const QString &path)
{
    ui::inBackground([path] { return rememberListfile(path); }, this,
                     [this, path](const Usage<void> &kept) {
                         if (!kept)
                             return say(tr("The listfile is not remembered: %1").arg(kept.error()));
                         m_products.renew();
                         say(tr("Files get their names from %1 from now on. It stays where it is.")
                                 .arg(QDir::toNativeSeparators(path)));
                     });
}

/// So that a key is looked for in them, and their build configs are known. Without them nothing is worse than
/// before, so a failure is not worth a word.
void Desktop::rememberBuilds(const std::vector<tact::InstalledBuild> &builds)
{
    ui::backgroundPool().start(
        [builds] { std::ignore = catalog::BuildHistory(buildHistoryPath()).remember(builds); });
}

void Desktop::close()
{
    if (std::exchange(m_isClosing, true))
        return;
    Q_EMIT closing();
    m_window->saveWindow();
    m_window->hide();
    if (m_presence)
        m_presence.release()->deleteLater(); // whose menu may have asked for this
    m_products.hold();                       // until the next start
    m_queue.close();                         // checkpoints everything; closed() follows
}

} // namespace app
