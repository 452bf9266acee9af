#include "ui/intake/adddialog.h"

#include "core/links/listtext.h"
#include "ui/background.h"
#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/intake/buildoffer.h"
#include "ui/intake/categorized.h"
#include "ui/intake/intake.h"
#include "ui/intake/linetrouble.h"
#include "ui/optionboxes.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Lines of one dialog that come from outside; a page that offers more has its own reasons.
constexpr qsizetype kMostOffered = 1000;

} // namespace

AddDialog::AddDialog(KnownSources known, const Preferences &preferences, QWidget *parent)
    : QDialog(parent)
    , m_preferences(preferences)
    , m_known(std::move(known))
{
    setWindowTitle(tr("Add downloads"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    resize(fontMetrics().averageCharWidth() * 90, sizeHint().height());
    m_pause.setSingleShot(true);
    m_pause.setInterval(150);
    connect(&m_pause, &QTimer::timeout, this, &AddDialog::check);
    connect(m_text, &QPlainTextEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    for (QLineEdit *field : {m_folder, m_name})
        connect(field, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    check();
}

void AddDialog::build()
{
    m_text = new QPlainTextEdit(this);
    m_text->setAccessibleName(tr("Links or keys"));
    m_text->setPlaceholderText(tr(
        "One link a line; further mirrors of the same file after tabs (Ctrl+Tab). Lists and keys work, too, "
        "and files of a product: PRODUCT:PATH."));
    m_text->setTabChangesFocus(true); // nobody is held here
    m_text->installEventFilter(this);
    m_text->setLineWrapMode(QPlainTextEdit::NoWrap);
    auto *caption = new QLabel(tr("&Links, lists or keys:"), this);
    caption->setBuddy(m_text);
    m_origin = new QLabel(
        tr("A web page or another program offers this. Nothing is downloaded before you add it."), this);
    m_origin->setWordWrap(true);
    m_origin->hide();
    m_findings = new QLabel(this);
    m_findings->setWordWrap(true);
    m_findings->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_findings->setMinimumHeight(fontMetrics().lineSpacing() * 2);
    m_findings->setAlignment(Qt::AlignLeft | Qt::AlignTop);

    QWidget *options = buildOptions();
    auto *buttons = new QDialogButtonBox(this);
    m_cancel = buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    m_add->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &AddDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &AddDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_origin);
    layout->addWidget(caption);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_findings);
    layout->addWidget(options);
    layout->addWidget(buttons);
}

QWidget *AddDialog::buildFolderRow()
{
    auto *row = new QWidget(this);
    m_folder = new QLineEdit(QDir::toNativeSeparators(m_preferences.downloadFolder()), row);
    m_folder->setAccessibleName(tr("Target folder"));
    auto *browse = new QPushButton(tr("&Browse…"), row);
    connect(browse, &QPushButton::clicked, this, &AddDialog::chooseFolder);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    return row;
}

QWidget *AddDialog::buildOptions()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildCategory(form);
    form->addRow(tr("&Folder:"), buildFolderRow());
    m_followed = m_folder->text();
    m_name = new QLineEdit(box);
    m_name->setPlaceholderText(tr("from the link"));
    form->addRow(tr("File &name:"), m_name);
    buildAccess(form);
    m_whenExists = whenExistsBox(box);
    form->addRow(tr("If the file &exists:"), m_whenExists);
    m_missingKeys = missingKeysBox(box);
    form->addRow(tr("If a &key is missing:"), m_missingKeys);
    m_raw = new QCheckBox(tr("Keep the bytes as ser&ved, do not decode"), box);
    form->addRow(QString(), m_raw);
    m_mirror = new QCheckBox(tr("As a &mirror: all of it as its CDN has it"), box);
    m_mirror->setToolTip(
        tr("Everything that is needed for it, in the folders of its CDN and with the tables of "
           "a version service: any web server can serve it to others."));
    m_mirror->setEnabled(false); // until products are listed
    connect(m_mirror, &QCheckBox::toggled, this, &AddDialog::enableOptions);
    form->addRow(QString(), m_mirror);
    m_start = new QCheckBox(tr("&Start at once"), box);
    form->addRow(QString(), m_start);

    const queue::Options options = m_preferences.options();
    choose(m_whenExists, static_cast<int>(options.whenExists));
    choose(m_missingKeys, static_cast<int>(options.missingKeys));
    m_raw->setChecked(options.form == queue::Form::Raw);
    m_start->setChecked(m_preferences.intentForNew() == transfer::Intent::Run);
    return box;
}

/// Hidden while there are none.
void AddDialog::buildCategory(QFormLayout *form)
{
    const QList<queue::Category> categories = m_preferences.categories();
    if (categories.isEmpty())
        return;
    m_category = new QComboBox(this);
    m_category->addItem(tr("By its rules"));
    m_category->addItem(tr("None"));
    for (const queue::Category &category : categories)
        m_category->addItem(category.name, category.name);
    form->addRow(tr("Cate&gory:"), m_category);
    connect(m_category, &QComboBox::currentIndexChanged, this, &AddDialog::followCategory);
}

void AddDialog::buildAccess(QFormLayout *form)
{
    m_loginRow = new QWidget(this);
    m_loginText = new QLabel(m_loginRow);
    m_login = new QPushButton(tr("Login and hea&ders…"), m_loginRow);
    m_login->setAutoDefault(false);
    m_login->setToolTip(tr("User name, password, referrer, cookies and other headers of requests"));
    connect(m_login, &QPushButton::clicked, this, &AddDialog::askForAccess);
    auto *layout = new QHBoxLayout(m_loginRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_login);
    layout->addWidget(m_loginText, 1);
    form->addRow(QString(), m_loginRow);
}

/// Of what is listed now: empty when it is none, or several.
QString AddDialog::onlySite() const
{
    QString site;
    for (const links::ListEntry &entry : m_check.dropped.sources) {
        const QUrl url = entry.source.mirrors.value(0);
        const QString own =
            url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
        if (!site.isEmpty() && own != site)
            return {};
        site = own;
    }
    return site;
}

void AddDialog::askForAccess()
{
    auto *dialog = new AccessDialog(onlySite(), m_access, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_access = dialog->access();
        showAccess();
    });
    dialog->open();
}

/// What it is, not what it says.
void AddDialog::showAccess()
{
    m_login->setEnabled(!onlySite().isEmpty());
    QStringList parts;
    if (!m_access.user.isEmpty())
        parts << tr("login");
    if (!m_access.headers.isEmpty())
        parts << tr("%Ln header(s)", nullptr, static_cast<int>(m_access.headers.size()));
    if (!parts.isEmpty() && onlySite().isEmpty())
        parts = {tr("only for links of one site")};
    m_loginText->setText(parts.join(QStringLiteral(", ")));
}

/// The one that is chosen, or the one that all links belong to by the rules.
std::optional<queue::Category> AddDialog::commonCategory() const
{
    const QList<queue::Category> categories = m_preferences.categories();
    if (!m_category || m_category->currentIndex() == 1)
        return std::nullopt;
    if (m_category->currentIndex() > 1)
        return queue::categoryNamed(categories, m_category->currentData().toString());
    std::optional<queue::Category> common;
    for (const links::ListEntry &entry : m_check.dropped.sources) {
        const auto category = categoryOf(entry.source, m_name->text().trimmed(), categories);
        if (!category || (common && *common != *category))
            return std::nullopt;
        common = category;
    }
    return common;
}

/// A folder that nobody typed is that of the category.
void AddDialog::followCategory()
{
    const auto category = commonCategory();
    if (m_category)
        m_category->setItemText(0, category && m_category->currentIndex() == 0
                                       ? tr("By its rules: %1").arg(category->name)
                                       : tr("By its rules"));
    if (m_folder->text() != m_followed)
        return;
    const QString usual = m_preferences.downloadFolder();
    m_followed = QDir::toNativeSeparators(category && !category->folder.isEmpty() ? category->folder : usual);
    m_folder->setText(m_followed);
}

/// Of products only, and of all that is listed: a link has no build around it.
bool AddDialog::isMirror() const
{
    return m_mirror->isEnabled() && m_mirror->isChecked();
}

void AddDialog::enableOptions()
{
    m_mirror->setEnabled(!m_check.dropped.products.isEmpty() && m_check.dropped.sources.isEmpty() &&
                         m_check.dropped.fileKeys.isEmpty());
    for (QWidget *option : std::initializer_list<QWidget *>{m_whenExists, m_missingKeys, m_raw})
        option->setEnabled(!isMirror());
}

/// Ctrl+Tab writes the tab that stands between mirrors.
bool AddDialog::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_text || event->type() != QEvent::KeyPress)
        return QDialog::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    if (key->key() != Qt::Key_Tab || key->modifiers() != Qt::ControlModifier)
        return QDialog::eventFilter(watched, event);
    m_text->insertPlainText(QStringLiteral("\t"));
    return true;
}

void AddDialog::setText(const QString &text)
{
    m_text->setPlainText(text);
}

void AddDialog::suggest(const QStringList &links)
{
    setText(links.join(QLatin1Char('\n')));
    m_text->selectAll();
    m_text->setFocus();
}

void AddDialog::offer(const QStringList &sources)
{
    const QString before = m_text->toPlainText();
    if (m_text->document()->blockCount() + sources.size() <= kMostOffered)
        m_text->setPlainText((before.isEmpty() ? before : before + QLatin1Char('\n')) +
                             sources.join(QLatin1Char('\n')));
    m_origin->show();
    m_add->setAutoDefault(false);
    m_cancel->setDefault(true);
    m_cancel->setFocus();
}

void AddDialog::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Target folder"), m_folder->text());
    if (!folder.isEmpty())
        m_folder->setText(QDir::toNativeSeparators(folder));
}

void AddDialog::check()
{
    m_add->setEnabled(false);
    const auto work = [text = m_text->toPlainText(), folder = QDir::fromNativeSeparators(m_folder->text()),
                       name = m_name->text().trimmed(),
                       known = m_known] { return checkAddition(text, folder, name, known); };
    inBackground(work, this, [this, round = ++m_round](const AddCheck &check) {
        if (round == m_round)
            present(check);
    });
}

void AddDialog::present(const AddCheck &check)
{
    m_check = check;
    const auto &links = check.dropped.sources;
    const qsizetype products = check.dropped.products.size() + check.dropped.fileKeys.size();
    const bool hasSources = !links.isEmpty() || products > 0;
    const bool isOneLink = links.size() == 1 && products == 0;
    m_name->setEnabled(isOneLink);
    if (isOneLink) {
        const core::Source &source = links.first().source;
        m_name->setPlaceholderText(source.name.isEmpty() ? core::nameFromUrl(source.mirrors.value(0))
                                                         : source.name);
    } else {
        m_name->setPlaceholderText(products == 0 ? tr("from the link") : tr("from the build"));
    }
    enableOptions();
    followCategory();
    showAccess();
    m_add->setEnabled((hasSources && QDir::isAbsolutePath(folder())) || !check.dropped.keys.isEmpty());
    m_add->setText(buttonText(check));
    m_findings->setText(findings(check).join(QLatin1Char('\n')));
}

QString AddDialog::buttonText(const AddCheck &check) const
{
    const int links = static_cast<int>(check.dropped.sources.size());
    const int products = static_cast<int>(check.dropped.products.size() + check.dropped.fileKeys.size());
    const int keys = static_cast<int>(check.dropped.keys.size());
    if (products > 0) // how many downloads these are is not known yet
        return tr("Add %Ln source(s)", nullptr, links + products);
    if (links > 0)
        return tr("Add %Ln download(s)", nullptr, links);
    return keys > 0 ? tr("Add %Ln key(s)", nullptr, keys) : tr("Add");
}

QStringList AddDialog::findings(const AddCheck &check) const
{
    QStringList first;
    const qsizetype sources =
        check.dropped.sources.size() + check.dropped.products.size() + check.dropped.fileKeys.size();
    if (sources > 0)
        first << tr("%Ln source(s) recognised", nullptr, static_cast<int>(sources));
    if (const int keys = static_cast<int>(check.dropped.keys.size()); keys > 0)
        first << tr("%Ln key(s) recognised", nullptr, keys);
    if (check.duplicates > 0)
        first << tr("%Ln in the queue already", nullptr, check.duplicates);
    if (!check.dropped.problems.isEmpty()) {
        const DropProblem &problem = check.dropped.problems.first();
        const QString line = problem.line > 0 ? tr("line %1: ").arg(problem.line) : QString();
        first << tr("%Ln line(s) not understood", nullptr, static_cast<int>(check.dropped.problems.size())) +
                     QStringLiteral(" (") + line + lineTrouble(problem) + QLatin1Char(')');
    }
    first << check.dropped.remarks;
    const InstalledReport installed = reportInstalled(check.dropped.installed, nullptr);
    if (installed.offer)
        first << installed.offer->sentence
              << tr("name files of it: %1PATH").arg(installed.offer->sources.first());
    QStringList second;
    if (check.taken > 0)
        second << tr("%Ln file(s) there already", nullptr, check.taken);
    if (check.free >= 0)
        second << tr("%1 free in the target folder").arg(formatSize(check.free));
    if (check.knownSize > 0)
        second << tr("%1 to be written").arg(formatSize(check.knownSize));
    if (check.free >= 0 && check.knownSize > check.free)
        second << tr("not enough room");
    if (!check.folderExists)
        second << tr("the folder will be made");
    return {first.join(QStringLiteral(" · ")), second.join(QStringLiteral(" · "))};
}

QString AddDialog::folder() const
{
    return QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text()));
}

queue::Options AddDialog::options() const
{
    queue::Options options;
    options.form = m_raw->isChecked() ? queue::Form::Raw : queue::Form::Decoded;
    options.whenExists = static_cast<queue::WhenExists>(chosen(m_whenExists));
    options.missingKeys = static_cast<queue::MissingKeys>(chosen(m_missingKeys));
    return options;
}

transfer::Intent AddDialog::intent() const
{
    return m_start->isChecked() ? transfer::Intent::Run : transfer::Intent::Hold;
}

QList<ProductRequest> AddDialog::products() const
{
    QList<ProductRequest> products;
    for (const links::ProductEntry &entry : m_check.dropped.products)
        products.append({entry.source, links::folderFor(folder(), entry.folder), options(), intent(),
                         isMirror() ? links::Keep::Mirror : entry.keep});
    for (const blte::Digest &key : m_check.dropped.fileKeys)
        products.append({{}, folder(), options(), intent(), links::Keep::Files, key});
    return products;
}

QList<queue::Request> AddDialog::requests() const
{
    QList<queue::Request> requests;
    const bool hasAccess = !m_access.isEmpty() && !onlySite().isEmpty();
    for (const links::ListEntry &entry : m_check.dropped.sources)
        requests.append({hasAccess ? withAccess(entry.source, m_access) : entry.source,
                         links::folderFor(folder(), entry.folder), entry.source.name, options(), intent()});
    if (requests.size() == 1 && m_name->isEnabled() && !m_name->text().trimmed().isEmpty())
        requests.first().name = m_name->text().trimmed();
    const auto category = commonCategory();
    for (queue::Request &request : requests) {
        if (category)
            request.category = category->name;
        else if (m_category && m_category->currentIndex() == 0)
            request = categorized(request, m_preferences.categories(), m_preferences.downloadFolder());
    }
    return requests;
}

void AddDialog::accept()
{
    if (!m_check.dropped.keys.isEmpty())
        Q_EMIT keysEntered(m_check.dropped.keys);
    if (const auto wanted = requests(); !wanted.isEmpty())
        Q_EMIT requested(wanted);
    if (const auto wanted = products(); !wanted.isEmpty())
        Q_EMIT productsRequested(wanted);
    QDialog::accept();
}

} // namespace ui
