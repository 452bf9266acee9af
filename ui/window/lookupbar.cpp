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

void LookupBar::present(const QStringList &sources)
{
    setVisible(!sources.isEmpty());
    if (sources.isEmpty())
        return;
    const QString first = tr("Looking up %1").arg(shortened(sources.first()));
    const int more = static_cast<int>(sources.size()) - 1;
    setText(more > 0 ? first + QStringLiteral(" · ") + tr("%Ln more", nullptr, more) : first);
}

} // namespace ui
