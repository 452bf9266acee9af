#include "ui/browse/totalsbar.h"

#include "ui/background.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/intake/freespace.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

CheckedTotals totalsOf(const catalog::TreeChecks::Total &checked)
{
    CheckedTotals totals;
    totals.files = checked.files;
    totals.size = checked.ofUnknownSize < checked.files ? checked.size : -1;
    totals.isSizeWhole = checked.ofUnknownSize == 0;
    totals.encodedSize = checked.ofUnknownEncodedSize < checked.files ? checked.encodedSize : -1;
    totals.isEncodedSizeWhole = checked.ofUnknownEncodedSize == 0;
    totals.locked = checked.encrypted;
    return totals;
}

QString totalsText(const CheckedTotals &totals, qint64 freeBytes)
{
    if (totals.files == 0)
        return TotalsBar::tr("Nothing is checked yet.");
    const auto sizeText = [](qint64 size, bool isWhole) {
        return isWhole ? formatSize(size) : TotalsBar::tr("more than %1").arg(formatSize(size));
    };
    QStringList parts{TotalsBar::tr("%Ln file(s) checked", nullptr, static_cast<int>(totals.files))};
    if (totals.size >= 0)
        parts << sizeText(totals.size, totals.isSizeWhole);
    if (totals.encodedSize >= 0)
        parts << TotalsBar::tr("%1 to fetch").arg(sizeText(totals.encodedSize, totals.isEncodedSizeWhole));
    if (totals.locked > 0 && totals.areKeysKnown)
        parts << TotalsBar::tr("%Ln need(s) a key that is not there", nullptr,
                               static_cast<int>(totals.locked));
    else if (totals.locked > 0)
        parts << TotalsBar::tr("%Ln encrypted", nullptr, static_cast<int>(totals.locked));
    if (totals.occupied > 0)
        parts << TotalsBar::tr("%Ln there already", nullptr, static_cast<int>(totals.occupied));
    if (freeBytes >= 0)
        parts << TotalsBar::tr("%1 free").arg(formatSize(freeBytes));
    if (freeBytes >= 0 && totals.size > freeBytes)
        parts << TotalsBar::tr("not enough room");
    return parts.join(QStringLiteral(" · "));
}

TotalsBar::TotalsBar(const QString &folder, QWidget *parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_lookUp(new QToolButton(this))
    , m_clear(new QToolButton(this))
    , m_folder(new QLineEdit(QDir::toNativeSeparators(folder), this))
    , m_start(new QCheckBox(tr("&Start at once"), this))
    , m_queue(new QPushButton(tr("&Queue selected"), this))
{
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_lookUp->setText(tr("Look up sizes"));
    m_lookUp->setToolTip(
        tr("Asks the encoding manifest for each checked file: sizes, and which keys are missing"));
    m_clear->setText(tr("Uncheck everything"));
    for (QToolButton *button : {m_lookUp, m_clear})
        button->setFocusPolicy(Qt::TabFocus);
    m_start->setChecked(true);
    m_queue->setIcon(themedIcon(QStringLiteral("add")));
    m_queue->setDefault(true);
    auto *caption = new QLabel(tr("&Folder:"), this);
    caption->setBuddy(m_folder);
    m_folder->setAccessibleName(tr("Folder for the files"));
    auto *choose = new QPushButton(tr("Choose…"), this);
    choose->setAutoDefault(false);
    choose->setAccessibleName(tr("Choose the folder"));

    auto *figures = new QHBoxLayout;
    figures->addWidget(m_text, 1);
    figures->addWidget(m_lookUp);
    figures->addWidget(m_clear);
    auto *where = new QHBoxLayout;
    where->addWidget(caption);
    where->addWidget(m_folder, 1);
    where->addWidget(choose);
    where->addWidget(m_start);
    where->addWidget(m_queue);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(figures);
    layout->addLayout(where);
    connect(choose, &QPushButton::clicked, this, &TotalsBar::chooseFolder);
    connect(m_queue, &QPushButton::clicked, this, &TotalsBar::queueWanted);
    connect(m_clear, &QToolButton::clicked, this, &TotalsBar::clearWanted);
    connect(m_lookUp, &QToolButton::clicked, this, &TotalsBar::sizesWanted);
    connect(m_folder, &QLineEdit::textChanged, this, [this] {
        askFreeSpace();
        present(m_totals, m_sizes);
        Q_EMIT folderChanged();
    });
    present({}, Sizes::Known);
    askFreeSpace();
}

QString TotalsBar::folder() const
{
    return QDir::cleanPath(QDir::fromNativeSeparators(m_folder->text()));
}

bool TotalsBar::startsAtOnce() const
{
    return m_start->isChecked();
}

void TotalsBar::present(const CheckedTotals &totals, Sizes sizes)
{
    m_totals = totals;
    m_sizes = sizes;
    m_queue->setEnabled(totals.files > 0 && QDir::isAbsolutePath(folder()));
    m_clear->setVisible(totals.files > 0);
    m_lookUp->setVisible(totals.files > 0 && sizes == Sizes::CanBeLookedUp);
    showText();
}

void TotalsBar::showText()
{
    QString text = totalsText(m_totals, m_free);
    if (m_sizes == Sizes::BeingLookedUp)
        text += QStringLiteral(" · ") + tr("looking up sizes…");
    m_text->setText(text);
}

void TotalsBar::chooseFolder()
{
    auto *dialog = new QFileDialog(this, tr("Folder for the files"), folder());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &chosen) { m_folder->setText(QDir::toNativeSeparators(chosen)); });
    dialog->open();
}

void TotalsBar::askFreeSpace()
{
    m_asked = folder();
    inBackground([folder = m_asked] { return freeBytes(folder); }, this,
                 [this, folder = m_asked](qint64 free) {
                     if (folder != m_asked)
                         return;
                     m_free = free;
                     showText();
                 });
}

} // namespace ui
