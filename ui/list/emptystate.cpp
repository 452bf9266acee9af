#include "ui/list/emptystate.h"

#include "ui/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_sentence(new QLabel(this))
    , m_button(new QPushButton(this))
    , m_browse(new QPushButton(tr("Browse products…"), this))
    , m_hint(new QLabel(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    QFont large = m_sentence->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    m_sentence->setFont(large);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_hint->setAlignment(Qt::AlignCenter);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(14);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_sentence);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_button);
    buttons->addWidget(m_browse);
    buttons->addStretch();
    layout->addLayout(buttons);
    layout->addWidget(m_hint);
    layout->addStretch(3);
    connect(m_button, &QPushButton::clicked, this, [this] { m_isInviting ? addWanted() : showAllWanted(); });
    connect(m_browse, &QPushButton::clicked, this, &EmptyState::browseWanted);
    invite();
}

void EmptyState::invite()
{
    m_isInviting = true;
    showIcon(QStringLiteral("drop"));
    m_sentence->setText(tr("Nothing to download yet."));
    m_button->setText(tr("Add links…"));
    m_hint->setText(tr("or drop links, lists or keys here"));
    m_hint->show();
    m_browse->show();
}

void EmptyState::explain(Filter filter, const QString &text)
{
    m_isInviting = false;
    showIcon(text.isEmpty() ? filterIcon(filter) : QStringLiteral("search"));
    if (text.isEmpty())
        m_sentence->setText(tr("No download under “%1” now.").arg(filterName(filter)));
    else if (filter == Filter::All)
        m_sentence->setText(tr("No download matches “%1”.").arg(text));
    else
        m_sentence->setText(tr("No download under “%1” matches “%2”.").arg(filterName(filter), text));
    m_button->setText(tr("Show all downloads"));
    m_hint->hide();
    m_browse->hide();
}

void EmptyState::showIcon(const QString &name)
{
    m_iconName = name;
    m_icon->setPixmap(themedIcon(name).pixmap(QSize(48, 48), devicePixelRatio(), QIcon::Disabled));
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon(m_iconName);
}

} // namespace ui
