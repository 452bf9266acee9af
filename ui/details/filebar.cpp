#include "ui/details/filebar.h"

#include "ui/details/filecommands.h"
#include "ui/format.h"
#include "ui/icons.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTimer>
#include <QToolButton>

namespace ui {

namespace {

using namespace std::chrono_literals;

QToolButton *buttonFor(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setAutoRaise(true);
    button->setAccessibleName(action->toolTip());
    button->setFocusPolicy(Qt::TabFocus);
    if (action->menu())
        button->setPopupMode(QToolButton::InstantPopup);
    return button;
}

} // namespace

FileBar::FileBar(const FileCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_group(new QComboBox(this))
    , m_words(new QLineEdit(this))
    , m_pause(new QTimer(this))
    , m_shown(new QLabel(this))
{
    m_group->setAccessibleName(tr("Files that are shown"));
    m_group->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    for (int group = 0; group < kFileGroupCount; ++group)
        m_group->addItem(fileGroupText(static_cast<FileGroup>(group)));
    m_words->setPlaceholderText(tr("filter by words in the path"));
    m_words->setAccessibleName(tr("Words in the path"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(fontMetrics().averageCharWidth() * 40);
    m_words->installEventFilter(this);
    m_shown->setForegroundRole(QPalette::PlaceholderText);
    m_pause->setSingleShot(true);
    m_pause->setInterval(150ms);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 4);
    layout->addWidget(m_group);
    layout->addWidget(m_words, 1);
    layout->addWidget(m_shown);
    layout->addStretch();
    for (QAction *action : commands.ofAll()) {
        m_last = buttonFor(action, this);
        layout->addWidget(m_last);
    }
    connect(m_group, &QComboBox::currentIndexChanged, this,
            [this](int group) { Q_EMIT groupChosen(static_cast<FileGroup>(group)); });
    connect(m_words, &QLineEdit::textChanged, m_pause, qOverload<>(&QTimer::start));
    connect(m_words, &QLineEdit::returnPressed, this, &FileBar::left);
    connect(m_pause, &QTimer::timeout, this, [this] { Q_EMIT wordsTyped(m_words->text().simplified()); });
}

void FileBar::setCounts(const transfer::SetView &view)
{
    m_files = countOf(view, FileGroup::All);
    for (int group = 0; group < kFileGroupCount; ++group) {
        const auto of = static_cast<FileGroup>(group);
        const QString text = tr("%1 (%2)").arg(fileGroupText(of), formatCount(countOf(view, of)));
        if (m_group->itemText(group) != text)
            m_group->setItemText(group, text);
    }
}

void FileBar::setShown(int files)
{
    m_shown->setText(files == m_files ? QString()
                     : files == 0     ? tr("No file is like that")
                                      : tr("%1 of %2 shown").arg(formatCount(files), formatCount(m_files)));
}

void FileBar::setBusy()
{
    m_shown->setText(tr("Sorting…"));
}

void FileBar::chooseGroup(FileGroup group)
{
    m_words->clear();
    m_group->setCurrentIndex(static_cast<int>(group));
}

void FileBar::beginWords(const QString &letters)
{
    m_words->setText(letters);
    m_words->setFocus(Qt::OtherFocusReason);
}

bool FileBar::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_words || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent *>(event)->key();
    if (key == Qt::Key_Escape)
        m_words->clear();
    if (key != Qt::Key_Escape && key != Qt::Key_Down)
        return false;
    Q_EMIT left();
    return true;
}

QString fileGroupText(FileGroup group)
{
    switch (group) {
    case FileGroup::All:
        return FileBar::tr("All files");
    case FileGroup::Missing:
        return FileBar::tr("Missing");
    case FileGroup::UnderWay:
        return FileBar::tr("Under way");
    case FileGroup::Done:
        return FileBar::tr("Done");
    case FileGroup::Failed:
        return FileBar::tr("Failed");
    case FileGroup::Locked:
        return FileBar::tr("Locked");
    case FileGroup::LeftOut:
        return FileBar::tr("Left out");
    }
    return {};
}

} // namespace ui
