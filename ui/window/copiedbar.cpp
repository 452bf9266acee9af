#include "ui/window/copiedbar.h"

#include "core/links/cdnsource.h"

#include <QToolButton>

namespace ui {

CopiedBar::CopiedBar(QWidget *parent)
    : Bar(QStringLiteral("paste"), Tone::Accent, parent)
{
    connect(addButton(tr("Add…")), &QToolButton::clicked, this, [this] {
        hide();
        Q_EMIT wanted(m_links);
    });
    connect(addCloseButton(tr("Close this message")), &QToolButton::clicked, this, &QWidget::hide);
}

void CopiedBar::offer(const QStringList &links)
{
    m_links = links;
    const auto source = links::sourceFromText(links.value(0));
    const QString name = source ? core::nameFromUrl(source->mirrors.first()) : QString();
    if (links.size() == 1 && !name.isEmpty())
        setText(tr("The link to “%1” was copied.").arg(name));
    else
        setText(tr("%Ln link(s) to files were copied.", nullptr, static_cast<int>(links.size())));
    show();
}

} // namespace ui
