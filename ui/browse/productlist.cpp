#include "ui/browse/productlist.h"

#include "ui/icons.h"
#include "ui/list/rowdelegates.h"
#include "ui/preferences.h"

#include <QAction>
#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr auto kFavourites = QLatin1String("favouriteProducts");
constexpr auto kRecent = QLatin1String("recentProducts");
constexpr qsizetype kMostRecent = 5;

QStringList codesFrom(const QByteArray &state)
{
    return QString::fromUtf8(state).split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

QByteArray toState(const QStringList &codes)
{
    return codes.join(QLatin1Char(' ')).toUtf8();
}

} // namespace

ProductList::ProductList(Preferences &preferences, QWidget *parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_model(new ProductModel(this))
    , m_proxy(new ProductProxy(this))
{
    m_proxy->setSourceModel(m_model);
    m_model->setFavourites(codesFrom(preferences.state(kFavourites)));
    m_model->setRecent(codesFrom(preferences.state(kRecent)));
    build();
    connect(m_model, &ProductModel::favouritesChanged, this,
            [this] { m_preferences.setState(kFavourites, toState(m_model->favourites())); });
    connect(m_search, &QLineEdit::textChanged, m_proxy, &ProductProxy::setText);
    connect(m_vendor, &QCheckBox::toggled, m_proxy, &ProductProxy::setVendorShown);
    connect(m_view, &QListView::clicked, this, &ProductList::choose);
    connect(m_view, &QListView::customContextMenuRequested, this, &ProductList::openMenu);
    connect(m_retry, &QToolButton::clicked, this, &ProductList::retryWanted);
    connect(m_favourite, &QAction::triggered, this, [this] {
        if (!currentCode().isEmpty())
            m_model->toggleFavourite(currentCode());
    });
}

void ProductList::build()
{
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Find a product"));
    m_search->setAccessibleName(tr("Find a product by its name or code"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition)
        ->setText(tr("Find"));
    m_search->installEventFilter(this);
    m_view = new QListView(this);
    m_view->setAccessibleName(tr("Products"));
    m_view->setModel(m_proxy);
    m_view->setItemDelegate(new NameDelegate(m_view));
    m_view->setUniformItemSizes(true);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMinimumWidth(fontMetrics().averageCharWidth() * 32);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    m_favourite = new QAction(tr("Favourite"), this);
    m_favourite->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_D));
    m_favourite->setShortcutContext(Qt::WidgetShortcut);
    m_favourite->setCheckable(true);
    m_view->addAction(m_favourite);
    m_vendor = new QCheckBox(tr("Show &vendor products"), this);
    m_vendor->setToolTip(tr("Builds for people who work on the games; nearly all of them are encrypted with "
                            "keys that nobody else has"));
    m_note = new QLabel(this);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_retry = new QToolButton(this);
    m_retry->setText(tr("Try again"));
    m_retry->setIcon(themedIcon(QStringLiteral("retry")));
    m_retry->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_retry->setFocusPolicy(Qt::TabFocus);
    m_retry->hide();

    auto *below = new QHBoxLayout;
    below->addWidget(m_note, 1);
    below->addWidget(m_retry, 0, Qt::AlignTop);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_search);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_vendor);
    layout->addLayout(below);
}

void ProductList::present(const catalog::ProductSurvey::Found &found)
{
    const QString code = currentCode();
    m_model->setProducts(found.products);
    for (int row = 0; !code.isEmpty() && row < m_proxy->rowCount(); ++row) {
        const QModelIndex index = m_proxy->index(row, 0);
        if (index.data(ProductModel::CodeRole).toString() == code)
            m_view->setCurrentIndex(index);
    }
}

void ProductList::setNote(const QString &text, bool canRetry)
{
    m_note->setText(text);
    m_retry->setVisible(canRetry);
}

void ProductList::markUsed(const QString &code)
{
    QStringList recent = codesFrom(m_preferences.state(kRecent));
    recent.removeAll(code);
    recent.prepend(code);
    m_preferences.setState(kRecent, toState(recent.mid(0, kMostRecent)));
    // The list keeps its order while somebody looks at it; the next one has this product on top.
}

void ProductList::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

QString ProductList::currentCode() const
{
    return m_view->currentIndex().data(ProductModel::CodeRole).toString();
}

void ProductList::choose(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT productChosen(index.data(ProductModel::CodeRole).toString());
}

void ProductList::openMenu(const QPoint &pos)
{
    if (currentCode().isEmpty())
        return;
    m_favourite->setChecked(m_model->favourites().contains(currentCode()));
    QMenu menu(this);
    menu.addAction(m_favourite);
    menu.exec(m_view->viewport()->mapToGlobal(pos));
}

bool ProductList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
        if (watched == m_search && (isEnter || key == Qt::Key_Down) && m_proxy->rowCount() > 0) {
            if (!m_view->currentIndex().isValid())
                m_view->setCurrentIndex(m_proxy->index(0, 0));
            m_view->setFocus(Qt::TabFocusReason);
            // A single one is meant; of several the arrows choose.
            if (isEnter && m_proxy->rowCount() == 1)
                choose(m_view->currentIndex());
            return true;
        }
        if (watched == m_view && isEnter) {
            choose(m_view->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
