#include "ui/details/generaltab.h"

#include "core/hex.h"
#include "ui/format.h"
#include "ui/list/itemstatus.h"

#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace ui {

namespace {

/// Of which there is a key that opens nothing.
QStringList wrongKeys(const queue::Item &item, const blte::KeyStore *known)
{
    QStringList names;
    if (!transfer::isFinished(item.state)) // may be on its way to be unlocked
        return names;
    for (const blte::KeyName name : item.missingKeys) {
        if (known && known->find(name).has_value())
            names << core::hex(name);
    }
    return names;
}

/// With those of which there is a key that opens nothing.
QString keyNames(const QList<blte::KeyName> &names, const blte::KeyStore *known)
{
    constexpr qsizetype kShown = 6;
    QStringList texts;
    for (const blte::KeyName name : names.first(std::min(names.size(), kShown))) {
        const bool isWrong = known && known->find(name).has_value();
        texts << (isWrong ? GeneralTab::tr("%1 (the known key seems wrong)").arg(core::hex(name))
                          : core::hex(name));
    }
    if (names.size() > kShown)
        texts << GeneralTab::tr("and %Ln more", nullptr, static_cast<int>(names.size() - kShown));
    return texts.join(QStringLiteral(", "));
}

/// A set of many paths may be megabytes of text.
QString shortened(const QString &set)
{
    constexpr qsizetype kLongest = 400;
    return set.size() > kLongest ? set.left(kLongest) + QChar(0x2026) : set;
}

QString sizeText(const transfer::Progress &progress, queue::Form form)
{
    QStringList lines;
    if (form == queue::Form::Raw) { // nothing is decoded: there is one size
        const qint64 size = progress.encodedSize >= 0 ? progress.encodedSize : progress.decodedSize;
        if (size >= 0)
            lines << GeneralTab::tr("%1 of %2 as served")
                         .arg(formatSize(std::min(progress.encodedDone, size)), formatSize(size));
        return lines.join(QLatin1Char('\n'));
    }
    if (progress.encodedSize >= 0)
        lines << GeneralTab::tr("%1 of %2 encoded")
                     .arg(formatSize(progress.encodedDone), formatSize(progress.encodedSize));
    if (progress.decodedSize >= 0)
        lines << GeneralTab::tr("%1 decoded").arg(formatSize(progress.decodedSize));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

GeneralTab::GeneralTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_pages(new QStackedWidget(this))
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("General"));
    scroll->setWidget(buildPage());
    auto *note = new QLabel(tr("Choose a download to see its details."), this);
    note->setAlignment(Qt::AlignCenter);
    note->setForegroundRole(QPalette::PlaceholderText);
    m_pages->addWidget(scroll);
    m_pages->addWidget(note);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_pages);
}

QWidget *GeneralTab::buildPage()
{
    auto *page = new QWidget(this);
    auto *rows = new QVBoxLayout(page);
    addRemedies(rows);
    auto *columns = new QHBoxLayout;
    rows->addLayout(columns, 1);
    columns->setSpacing(28);
    QGridLayout *left = addColumn(columns, 3);
    addField(left, Field::Status, tr("Status:"));
    addField(left, Field::Source, tr("Source:"));
    addField(left, Field::Mirrors, tr("Mirrors:"));
    addField(left, Field::Target, tr("Target:"));
    addField(left, Field::EncodingKey, tr("Encoding key:"));
    addField(left, Field::ContentKey, tr("Content key:"));
    addField(left, Field::MissingKeys, tr("Missing keys:"));
    addField(left, Field::Md5, tr("MD5:"));
    QGridLayout *right = addColumn(columns, 2);
    addField(right, Field::Size, tr("Size:"));
    addField(right, Field::Files, tr("Files:"));
    addField(right, Field::Network, tr("From the network:"));
    addField(right, Field::Refetched, tr("Fetched twice:"));
    addField(right, Field::Limit, tr("Speed limit:"));
    addField(right, Field::Added, tr("Added:"));
    addField(right, Field::Finished, tr("Finished:"));
    for (QGridLayout *column : {left, right})
        column->setRowStretch(column->rowCount(), 1);
    return page;
}

QGridLayout *GeneralTab::addColumn(QHBoxLayout *page, int stretch)
{
    auto *column = new QGridLayout;
    column->setHorizontalSpacing(12);
    column->setVerticalSpacing(5);
    column->setColumnStretch(1, 1);
    page->addLayout(column, stretch);
    return column;
}

void GeneralTab::addField(QGridLayout *column, Field field, const QString &caption)
{
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(caption.chopped(1));
    auto *name = new QLabel(caption, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    const int row = column->rowCount();
    column->addWidget(name, row, 0, Qt::AlignRight | Qt::AlignTop);
    column->addWidget(value, row, 1, Qt::AlignTop);
    m_lines.insert(field, {name, value});
}

/// Above all else, so that they are seen however little height there is.
void GeneralTab::addRemedies(QVBoxLayout *rows)
{
    m_remedies = new QWidget(this);
    m_remedyLayout = new QHBoxLayout(m_remedies);
    m_remedyLayout->setContentsMargins(0, 0, 0, 0);
    m_remedyLayout->addStretch();
    m_remedies->hide();
    rows->addWidget(m_remedies);
}

/// Made anew only when they are others: a button that is about to be pressed stays.
void GeneralTab::offerRemedies(const queue::Item &item)
{
    m_id = item.id;
    const QList<Remedy> wanted = remediesFor(item);
    if (wanted == std::exchange(m_offered, wanted))
        return;
    for (QPushButton *button : m_remedies->findChildren<QPushButton *>())
        delete button;
    for (const Remedy remedy : wanted) {
        auto *button = new QPushButton(remedyText(remedy), m_remedies);
        button->setAutoDefault(false);
        // Queued: what is done about it may make the buttons anew.
        connect(
            button, &QPushButton::clicked, this, [this, remedy] { Q_EMIT remedyChosen(*m_id, remedy); },
            Qt::QueuedConnection);
        m_remedyLayout->insertWidget(m_remedyLayout->count() - 1, button);
    }
    m_remedies->setVisible(!wanted.isEmpty());
}

void GeneralTab::put(Field field, const QString &value)
{
    const Line line = m_lines.value(field);
    if (line.value->text() != value)
        line.value->setText(value);
    line.value->setVisible(!value.isEmpty());
    line.name->setVisible(!value.isEmpty());
}

void GeneralTab::present(const queue::Item *item)
{
    m_pages->setCurrentIndex(item ? 0 : 1);
    if (!item)
        return;
    QStringList status = longStatus(*item, QDateTime::currentDateTimeUtc()).split(QLatin1Char('\n'));
    status.removeFirst(); // the name
    if (const QStringList wrong = wrongKeys(*item, queue().keys().get()); !wrong.isEmpty()) {
        status.removeAll(verdictExplanation(transfer::Verdict::Incomplete)); // says that no key is known
        status << tr("The key %1 seems wrong.").arg(wrong.first());
    }
    put(Field::Status, status.join(QLatin1Char('\n')));
    offerRemedies(*item);
    presentSource(*item);
    presentNumbers(*item);
}

void GeneralTab::presentSource(const queue::Item &item)
{
    QStringList urls;
    for (const QUrl &url : item.source.mirrors)
        urls << url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    QString first = urls.value(0);
    if (item.source.slice)
        first += tr(" (bytes %1 to %2)")
                     .arg(formatCount(item.source.slice->first), formatCount(item.source.slice->last));
    put(Field::Source, item.source.set.isEmpty() ? first : shortened(item.source.set));
    put(Field::Mirrors, urls.mid(1).join(QLatin1Char('\n')));
    const bool hasTarget = !item.name.isEmpty() && item.source.set.isEmpty();
    put(Field::Target, QDir::toNativeSeparators(hasTarget ? item.target() : item.folder));
    const auto &source = item.source;
    put(Field::EncodingKey, source.encodingKey ? core::hex(source.encodingKey->digest) : QString());
    put(Field::ContentKey, source.contentKey ? core::hex(source.contentKey->digest) : QString());
    put(Field::MissingKeys, keyNames(item.missingKeys, queue().keys().get()));
    put(Field::Md5, QString::fromLatin1(item.md5));
}

void GeneralTab::presentNumbers(const queue::Item &item)
{
    const auto &progress = item.progress;
    put(Field::Size, sizeText(progress, item.options.form));
    put(Field::Files,
        progress.filesTotal < 0
            ? QString()
            : tr("%L1 of %L2 in their places").arg(progress.filesDone).arg(progress.filesTotal));
    put(Field::Network, formatSize(progress.networkBytes));
    put(Field::Refetched, progress.refetchedBytes > 0 ? formatSize(progress.refetchedBytes) : QString());
    put(Field::Limit, formatSpeed(item.bytesPerSecond));
    put(Field::Added, formatMoment(item.added));
    put(Field::Finished, formatMoment(item.finished));
}

} // namespace ui
