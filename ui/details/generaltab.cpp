#include "ui/details/generaltab.h"

#include "ui/format.h"
#include "ui/list/itemstatus.h"

#include <QDir>
#include <QGridLayout>
#include <QLabel>
#include <QScrollArea>

namespace ui {

namespace {

QString hex(const blte::Digest &digest)
{
    return QString::fromStdString(blte::toHex(digest));
}

QString keyNames(const QList<blte::KeyName> &names)
{
    constexpr qsizetype kShown = 6;
    QStringList texts;
    for (const blte::KeyName name : names.first(std::min(names.size(), kShown)))
        texts << QString::fromStdString(blte::toHex(name));
    if (names.size() > kShown)
        texts << GeneralTab::tr("and %n more", nullptr, static_cast<int>(names.size() - kShown));
    return texts.join(QStringLiteral(", "));
}

/// The captions and values at the left or the right of the page. A grid, because a QFormLayout of Qt 6.4 writes past
/// its arrays when rows are hidden and shown while their labels wrap.
QGridLayout *column(QHBoxLayout *row, int stretch)
{
    auto *grid = new QGridLayout;
    grid->setColumnStretch(1, 1);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(5);
    row->addLayout(grid, stretch);
    return grid;
}

} // namespace

GeneralTab::GeneralTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
{
    auto *scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("General"));
    auto *page = new QWidget(scroll);
    auto *row = new QHBoxLayout(page);
    row->setSpacing(28);
    scroll->setWidget(page);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);

    QGridLayout *left = column(row, 3);
    addField(left, Field::Status, tr("Status:"));
    addField(left, Field::Source, tr("Source:"));
    addField(left, Field::Mirrors, tr("Mirrors:"));
    addField(left, Field::Target, tr("Target:"));
    addField(left, Field::EncodingKey, tr("Encoding key:"));
    addField(left, Field::ContentKey, tr("Content key:"));
    addField(left, Field::MissingKeys, tr("Missing keys:"));
    addField(left, Field::Md5, tr("MD5:"));
    QGridLayout *right = column(row, 2);
    addField(right, Field::Size, tr("Size:"));
    addField(right, Field::Network, tr("From the network:"));
    addField(right, Field::Refetched, tr("Fetched twice:"));
    addField(right, Field::Added, tr("Added:"));
    addField(right, Field::Finished, tr("Finished:"));
    for (QGridLayout *grid : {left, right})
        grid->setRowStretch(grid->rowCount(), 1);
}

void GeneralTab::addField(QGridLayout *grid, Field field, const QString &caption)
{
    auto *value = new QLabel(this);
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    value->setAccessibleName(caption.chopped(1));
    auto *name = new QLabel(caption, this);
    name->setForegroundRole(QPalette::PlaceholderText);
    name->setBuddy(value);
    const int row = grid->rowCount();
    grid->addWidget(name, row, 0, Qt::AlignRight | Qt::AlignTop);
    grid->addWidget(value, row, 1, Qt::AlignTop);
    m_values.insert(field, value);
    m_captions.insert(field, name);
}

void GeneralTab::put(Field field, const QString &value)
{
    QLabel *label = m_values.value(field);
    if (label->text() != value)
        label->setText(value);
    const bool isShown = !value.isEmpty();
    if (label->isHidden() == isShown) {
        label->setVisible(isShown);
        m_captions.value(field)->setVisible(isShown);
    }
}

void GeneralTab::show(const queue::Item *item)
{
    if (!item) {
        for (auto field = m_values.keyBegin(); field != m_values.keyEnd(); ++field)
            put(*field, {});
        return;
    }
    QStringList status = longStatus(*item, QDateTime::currentDateTimeUtc()).split(QLatin1Char('\n'));
    status.removeFirst(); // the name
    put(Field::Status, status.join(QLatin1Char('\n')));
    showSource(*item);
    showNumbers(*item);
}

void GeneralTab::showSource(const queue::Item &item)
{
    QStringList urls;
    for (const QUrl &url : item.source.mirrors)
        urls << url.toDisplayString();
    QString first = urls.value(0);
    if (item.source.slice)
        first += tr(" (bytes %1 to %2)").arg(item.source.slice->first).arg(item.source.slice->last);
    put(Field::Source, first);
    put(Field::Mirrors, urls.mid(1).join(QLatin1Char('\n')));
    put(Field::Target, QDir::toNativeSeparators(item.name.isEmpty() ? item.folder : item.target()));
    const auto &source = item.source;
    put(Field::EncodingKey, source.encodingKey ? hex(source.encodingKey->digest) : QString());
    put(Field::ContentKey, source.contentKey ? hex(source.contentKey->digest) : QString());
    put(Field::MissingKeys, keyNames(item.missingKeys));
    put(Field::Md5, QString::fromLatin1(item.md5));
}

void GeneralTab::showNumbers(const queue::Item &item)
{
    const auto &progress = item.progress;
    QString size;
    if (progress.encodedSize >= 0)
        size = tr("%1 of %2 encoded").arg(formatSize(progress.encodedDone), formatSize(progress.encodedSize));
    if (progress.decodedSize >= 0)
        size += (size.isEmpty() ? QString() : QStringLiteral("\n")) +
                tr("%1 decoded").arg(formatSize(progress.decodedSize));
    put(Field::Size, size);
    put(Field::Network, formatSize(progress.networkBytes));
    put(Field::Refetched, formatSize(progress.refetchedBytes));
    put(Field::Added, formatMoment(item.added));
    put(Field::Finished, formatMoment(item.finished));
}

} // namespace ui
