#include "ui/window/lookupbar.h"

#include <QToolButton>

namespace ui {

namespace {

constexpr qsizetype kLongestName = 80; ///< characters

QString shortened(const QString &source)
{
    return source.size() > kLongestName ? source.left(kLongestName) + QChar(0x2026) : source;
}

} // namespace

LookupBar::LookupBar(QWidget *parent)
    : Bar(QStringLiteral("search"), Tone::Accent, parent)
{
    connect(addButton(tr("Cancel")), &QToolButton::clicked, this, &LookupBar::cancelled);
}

void LookupBar::present(const QStringList &sources, Doing doing)
{
    setVisible(!sources.isEmpty());
    if (sources.isEmpty())
        return;
    const QString name = shortened(sources.first());
    const QString first = doing == Doing::Waiting ? tr("%1 waits: the connection is metered").arg(name)
                                                  : tr("Looking up %1").arg(name);
    const int more = static_cast<int>(sources.size()) - 1;
    setText(more > 0 ? first + QStringLiteral(" · ") + tr("%Ln more", nullptr, more) : first);
}

} // namespace ui
