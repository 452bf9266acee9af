#include "ui/browse/filterrow.h"

#include "core/bytes.h"
#include "core/tact/wowlocale.h"
#include "ui/background.h"
#include "ui/browse/filechanges.h"
#include "ui/format.h"
#include "ui/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace ui {

namespace {

constexpr qsizetype kMostSuffixes = 30;
/// Between a key and the search for it: the next one mostly comes sooner than a person can look.
constexpr int kTypingPause = 20; // ms

} // namespace

FilterRow::FilterRow(const std::shared_ptr<const catalog::TreeIndex> &index, QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    buildSearch();
    m_suffix = addBox(tr("Type"), tr("All types"));
    m_size = addBox(tr("Size"), tr("Any size"));
    m_tag = addBox(tr("Tag"), tr("All tags"));
    m_locale = addBox(tr("Locale"), tr("All locales"));
    m_encryption = addBox(tr("Encryption"), tr("Encrypted or not"));
    m_changed = addBox(tr("Changes"), tr("Changed or not"));
    m_changed->hide();
    m_found = new QLabel(this);
    m_found->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_found);

    fillSuffixes(index);
    fillSizes();
    for (const QString &tag : index->columns().tags())
        m_tag->addItem(tag);
    fillLocales(index->columns().allLocales());
    using Encryption = catalog::FileQuery::Encryption;
    m_encryption->addItem(tr("Encrypted"), static_cast<int>(Encryption::Encrypted));
    m_encryption->addItem(tr("Not encrypted"), static_cast<int>(Encryption::Clear));
    m_size->setVisible(index->columns().haveSizes());
    m_tag->setVisible(!index->columns().tags().isEmpty());
    m_locale->setVisible(index->columns().allLocales() != 0);
    m_pause.setSingleShot(true);
    m_pause.setInterval(kTypingPause);
    connect(&m_pause, &QTimer::timeout, this, &FilterRow::changed);
}

void FilterRow::buildSearch()
{
    m_search = new QLineEdit(this);
    m_search->setPlaceholderText(tr("Search files: words, *.blp, folder/*"));
    m_search->setAccessibleName(tr("Search the files of this build"));
    m_search->setToolTip(
        tr("Words that all have to stand in the path, or a pattern: * and ? within a name, ** "
           "across folders. A file data ID or a key finds its file."));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(themedIcon(QStringLiteral("search")), QLineEdit::LeadingPosition)
        ->setText(tr("Search"));
    m_search->installEventFilter(this);
    layout()->addWidget(m_search);
    connect(m_search, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
}

QComboBox *FilterRow::addBox(const QString &name, const QString &anything)
{
    auto *box = new QComboBox(this);
    box->setAccessibleName(name);
    box->setToolTip(name);
    box->addItem(anything);
    layout()->addWidget(box);
    connect(box, &QComboBox::currentIndexChanged, this, &FilterRow::changed);
    return box;
}

/// Counting those of a million files takes some tenths of a second.
void FilterRow::fillSuffixes(const std::shared_ptr<const catalog::TreeIndex> &index)
{
    m_suffix->hide();
    const auto count = [index] { return catalog::commonSuffixes(*index, kMostSuffixes); };
    inBackground(count, this, [this](const QStringList &suffixes) {
        for (const QString &suffix : suffixes)
            m_suffix->addItem(QLatin1Char('.') + suffix, suffix);
        m_suffix->setVisible(!suffixes.isEmpty());
    });
}

void FilterRow::fillLocales(quint32 locales)
{
    for (const std::string_view name : tact::localeNames(locales))
        m_locale->addItem(core::fromUtf8(name), tact::localeBit(name));
}

void FilterRow::fillSizes()
{
    for (const qint64 size : {qint64(100'000), qint64(1'000'000), qint64(10'000'000), qint64(100'000'000)})
        m_size->addItem(tr("At least %1").arg(formatSize(size)), size);
    for (const qint64 size : {qint64(10'000), qint64(1'000'000)})
        m_size->addItem(tr("At most %1").arg(formatSize(size)), -size);
}

catalog::FileQuery FilterRow::query() const
{
    catalog::FileQuery query;
    query.text = m_search->text().trimmed();
    query.suffix = m_suffix->currentData().toString();
    if (m_encryption->currentIndex() > 0)
        query.encryption = static_cast<catalog::FileQuery::Encryption>(m_encryption->currentData().toInt());
    if (m_tag->currentIndex() > 0)
        query.tag = static_cast<std::size_t>(m_tag->currentIndex() - 1);
    query.locales = m_locale->currentData().toUInt();
    const qint64 size = m_size->currentData().toLongLong();
    if (size > 0)
        query.leastSize = size;
    else if (size < 0)
        query.greatestSize = -size;
    query.among = m_changed->currentData().value<FileChanges::Files>();
    return query;
}

void FilterRow::setChanges(const std::shared_ptr<const FileChanges> &changes)
{
    while (m_changed->count() > 1)
        m_changed->removeItem(1);
    m_changed->setVisible(changes != nullptr);
    if (!changes)
        return;
    const auto add = [this](const QString &text, const FileChanges::Files &files) {
        m_changed->addItem(text, QVariant::fromValue(files));
    };
    const auto count = [](qint64 files) { return formatCount(files); };
    add(tr("New or changed (%1)").arg(count(changes->addedCount + changes->changedCount)), changes->either);
    add(tr("New (%1)").arg(count(changes->addedCount)), changes->added);
    add(tr("Changed (%1)").arg(count(changes->changedCount)), changes->changed);
    m_changed->setCurrentIndex(1);
}

void FilterRow::clear()
{
    for (QComboBox *box : {m_suffix, m_encryption, m_tag, m_locale, m_size, m_changed})
        box->setCurrentIndex(0);
    m_search->clear();
}

void FilterRow::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void FilterRow::setFound(std::optional<quint64> files)
{
    m_found->setText(files ? tr("%Ln found", nullptr, static_cast<int>(*files)) : QString());
}

bool FilterRow::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return || key == Qt::Key_Enter) {
            Q_EMIT left();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ui
