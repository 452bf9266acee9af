#include "ui/browse/browsedialog.h"

#include "core/catalog/openbuild.h"
#include "core/hex.h"
#include "core/transfer/transferservices.h"
#include "ui/browse/buildrow.h"
#include "ui/browse/buildstatus.h"
#include "ui/browse/filespage.h"
#include "ui/browse/productlist.h"
#include "ui/errortext.h"
#include "ui/preferences.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScreen>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

namespace ui {

namespace {

/// Files whose sizes are looked up unasked: no more than people wait for, and no more bytes than they expect.
constexpr qint64 kMostUnasked = 2'000;
constexpr auto kGeometry = QLatin1String("browseGeometry");
constexpr int kCheckingPause = 600; // ms without a change of what is checked

} // namespace

BrowseDialog::BrowseDialog(const CatalogAccess &access, Preferences &preferences, queue::Queue &queue,
                           const QSet<queue::ItemId> &hidden, QWidget *parent)
    : QDialog(parent, Qt::Window)
    , m_preferences(preferences)
    , m_loader(access)
    , m_session(access)
    , m_offer(queue, hidden, *this)
{
    setWindowTitle(tr("Browse products"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    m_settled.setSingleShot(true);
    m_settled.setInterval(kCheckingPause);
    connect(&m_loader, &ProductLoader::changed, this, &BrowseDialog::presentProducts);
    connect(&m_loader, &ProductLoader::buildsRead, this, [this] {
        if (const catalog::ProductEntry *product = m_products->model().find(m_product))
            m_row->setProduct(*product, m_loader.builds());
    });
    connect(m_products, &ProductList::productChosen, this, &BrowseDialog::choose);
    connect(m_products, &ProductList::retryWanted, &m_loader, &ProductLoader::start);
    connect(m_row, &BuildRow::changed, this, &BrowseDialog::openBuild);
    connect(m_row, &BuildRow::otherChanged, this, &BrowseDialog::compare);
    connect(m_status, &BuildStatus::removedWanted, this, &BrowseDialog::showRemoved);
    connect(m_status, &BuildStatus::retryWanted, this, &BrowseDialog::openBuild);
    connect(&m_session, &BuildSession::changed, this, &BrowseDialog::onSession);
    connect(m_totals, &TotalsBar::queueWanted, this, &BrowseDialog::queueChecked);
    connect(m_totals, &TotalsBar::sizesWanted, this, &BrowseDialog::lookUpSizes);
    connect(&m_settled, &QTimer::timeout, this, [this] {
        if (m_files && m_files->checks().checks().total().files <= kMostUnasked)
            lookUpSizes();
    });
    m_loader.start();
}

BrowseDialog::~BrowseDialog()
{
    m_preferences.setState(kGeometry, saveGeometry());
}

void BrowseDialog::build()
{
    m_products = new ProductList(m_preferences, this);
    auto *right = new QWidget(this);
    m_row = new BuildRow(m_session.access().usualRegion, right);
    m_status = new BuildStatus(m_session, right);
    m_totals = new TotalsBar(m_preferences.downloadFolder(), right);
    auto *hint = new QLabel(tr("Choose a product to see its files."), right);
    hint->setAlignment(Qt::AlignCenter);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint = hint;
    m_right = new QVBoxLayout(right);
    m_right->setContentsMargins(0, 0, 0, 0);
    m_right->addWidget(m_row);
    m_right->addWidget(m_status);
    m_right->addWidget(m_hint, 1);
    m_right->addWidget(m_totals);
    m_row->hide();
    m_totals->hide();

    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_products);
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    const int letter = fontMetrics().averageCharWidth();
    splitter->setSizes({letter * 42, letter * 120});
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(splitter);
    const QSize wanted(letter * 165, fontMetrics().lineSpacing() * 44);
    resize(wanted.boundedTo(screen()->availableSize() * 9 / 10));
    restoreGeometry(m_preferences.state(kGeometry));

    connect(new QShortcut(QKeySequence::Find, this), &QShortcut::activated, this,
            [this] { m_files ? m_files->focusSearch() : m_products->focusSearch(); });
    connect(new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_P), this), &QShortcut::activated, m_products,
            &ProductList::focusSearch);
    m_products->focusSearch();
}

void BrowseDialog::presentProducts()
{
    const catalog::ProductSurvey::Found &found = m_loader.found();
    m_products->present(found);
    const auto count = static_cast<int>(found.products.size());
    if (m_loader.error().kind != core::ErrorKind::None)
        m_products->setNote(tr("No version service answered. Check the connection, and try again.") +
                                QLatin1Char('\n') + m_loader.error().detail,
                            true);
    else if (found.products.isEmpty())
        m_products->setNote(tr("Asking for the products…"), false);
    else if (m_loader.isUnderWay())
        m_products->setNote(tr("%Ln product(s); asking for their builds…", nullptr, count), false);
    else if (found.service.isEmpty())
        m_products->setNote(tr("%Ln product(s), as the cache has them", nullptr, count), true);
    else
        m_products->setNote(tr("%Ln product(s), named by %1", nullptr, count).arg(found.service), false);
}

void BrowseDialog::openProduct(const QString &code)
{
    choose(code);
}

void BrowseDialog::choose(const QString &code)
{
    m_product = code;
    catalog::ProductEntry product;
    product.code = code;
    if (const catalog::ProductEntry *known = m_products->model().find(code))
        product = *known;
    m_row->setProduct(product, m_loader.builds());
    m_row->show();
    m_products->markUsed(code);
    openBuild();
}

void BrowseDialog::openBuild()
{
    m_session.open(m_row->wish());
}

void BrowseDialog::onSession()
{
    const bool isReady = m_session.state() == BuildSession::State::Ready;
    if (!isReady) {
        m_forecast.stop();
        m_settled.stop();
        m_comparing.reset();
        m_changes.reset();
        delete std::exchange(m_files, nullptr);
        m_hint->hide();
        m_totals->hide();
        return;
    }
    m_loader.readBuilds(); // this one is among them now
    m_files = new FilesPage(m_session.build(), m_session.index(), m_session.access().means.services);
    connect(m_files, &FilesPage::checksChanged, this, &BrowseDialog::onChecks);
    connect(m_totals, &TotalsBar::clearWanted, m_files, &FilesPage::uncheckAll);
    m_right->insertWidget(m_right->indexOf(m_totals), m_files, 1);
    m_totals->show();
    onChecks();
    m_files->focusSearch();
    compare();
}

void BrowseDialog::compare()
{
    m_comparing.reset();
    m_changes.reset();
    if (!m_files)
        return;
    m_files->setChanges(nullptr);
    m_status->showReady();
    const auto other = m_row->other();
    if (!other)
        return;
    m_status->say(tr("Comparing with the other build…"));
    m_comparing = m_session.compare(
        *other, [this](const auto &changes, const auto &error) { onChanges(changes, error); });
}

void BrowseDialog::onChanges(const BuildComparing::Changes &changes, const core::Error &error)
{
    m_changes = changes;
    if (!changes)
        return m_status->say(tr("The builds cannot be compared.") + QLatin1Char('\n') +
                             errorParagraph(error));
    m_files->setChanges(changes);
    m_status->sayChanges(*changes);
}

/// They are in the other build alone, so they are a text and no files to check.
void BrowseDialog::showRemoved()
{
    if (!m_changes)
        return;
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Files that only the other build has"));
    auto *list = new QPlainTextEdit(m_changes->removed.join(QLatin1Char('\n')), dialog);
    list->setReadOnly(true);
    list->setTabChangesFocus(true);
    list->setLineWrapMode(QPlainTextEdit::NoWrap);
    list->setAccessibleName(dialog->windowTitle());
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(list);
    layout->addWidget(buttons);
    dialog->resize(fontMetrics().averageCharWidth() * 90, fontMetrics().lineSpacing() * 25);
    dialog->show();
}

void BrowseDialog::onChecks()
{
    m_forecast.stop();
    const CheckedTotals totals = totalsOf(m_files->checks().checks().total());
    m_totals->present(totals, totals.files > kMostUnasked ? TotalsBar::Sizes::CanBeLookedUp
                                                          : TotalsBar::Sizes::Known);
    totals.files > 0 ? m_settled.start() : m_settled.stop();
}

links::ProductSource BrowseDialog::checkedSource() const
{
    links::ProductSource source{m_session.wish().product, pinnedBuild(),
                                m_files->checks().checks().selection()};
    const QString &locale = m_session.wish().naming.locale;
    if (locale != catalog::TreeWishes().locale)
        source.options.locale = locale;
    return source;
}

/// The build that is shown, whatever is current by the time when it is fetched.
QString BrowseDialog::pinnedBuild() const
{
    const catalog::Build &build = *m_session.build().build->build;
    const auto isOther = [&](const catalog::BuildRecord &record) {
        return record.product == build.product && record.row.versionName == build.version.toStdString() &&
               record.row.buildConfig != build.name;
    };
    const QList<catalog::BuildRecord> &known = m_loader.builds();
    const bool isAmbiguous = build.version.isEmpty() || std::any_of(known.begin(), known.end(), isOther);
    return isAmbiguous ? core::hex(build.name) : build.version;
}

void BrowseDialog::lookUpSizes()
{
    if (!m_files || m_files->checks().checks().total().files == 0)
        return;
    catalog::SelectionOpening::Order order;
    order.wish = m_session.wish();
    order.selection = m_files->checks().checks().selection();
    order.folder = m_totals->folder();
    order.wanted = catalog::SelectionOpening::Order::Wanted::Forecast;
    m_totals->present(totalsOf(m_files->checks().checks().total()), TotalsBar::Sizes::BeingLookedUp);
    m_session.forecast(m_forecast, order, [this](const auto &opened) { onForecast(opened); });
}

void BrowseDialog::onForecast(const core::Result<catalog::OpenedSelection> &opened)
{
    if (!m_files)
        return;
    CheckedTotals totals = totalsOf(m_files->checks().checks().total());
    if (opened && opened->forecast) {
        const catalog::Forecast &forecast = *opened->forecast;
        totals.size = forecast.set.decodedSize;
        totals.isSizeWhole = forecast.set.decodedSize >= 0;
        totals.encodedSize = forecast.set.encodedSize;
        totals.isEncodedSizeWhole = forecast.set.encodedSize >= 0;
        totals.locked = forecast.locked.files;
        totals.areKeysKnown = true;
        totals.occupied = forecast.occupied;
        if (!forecast.set.lost.isEmpty())
            m_status->say(
                tr("%Ln file(s) cannot be had: %1", nullptr, static_cast<int>(forecast.set.lost.size()))
                    .arg(forecast.set.lost.first().name + QStringLiteral(": ") +
                         errorPhrase(forecast.set.lost.first().error)));
    } else if (!opened) {
        m_status->say(errorParagraph(opened.error()));
    }
    m_totals->present(totals, TotalsBar::Sizes::Known);
}

void BrowseDialog::queueChecked()
{
    const links::ProductSource source = checkedSource();
    if (links::toText(source).size() > links::kLongestProductSource)
        return m_status->say(
            tr("These are too many single files for one download. Check whole folders, or queue "
               "them in parts."));
    ProductRequest request{source, m_totals->folder(), m_preferences.options()};
    request.intent = m_totals->startsAtOnce() ? transfer::Intent::Run : transfer::Intent::Hold;
    const auto files = static_cast<int>(m_files->checks().checks().total().files);
    m_offer.place(request, core::hex(m_session.build().build->build->name), files,
                  [this, files](const ProductRequest &placed) { send(placed, files); });
}

void BrowseDialog::send(const ProductRequest &request, int files)
{
    if (m_files)
        m_files->uncheckAll();
    m_status->say(request.into.isEmpty()
                      ? tr("%Ln file(s) go to the queue.", nullptr, files)
                      : tr("%Ln file(s) are added to %1.", nullptr, files).arg(request.into));
    Q_EMIT productsRequested({request});
}

} // namespace ui
