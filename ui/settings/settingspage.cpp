#include "ui/settings/settingspage.h"

#include <QFormLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace ui {

SettingsPage::SettingsPage(Preferences &preferences, QString title, QString icon, QWidget *parent)
    : QWidget(parent)
    , m_preferences(preferences)
    , m_title(std::move(title))
    , m_icon(std::move(icon))
    , m_form(new QFormLayout)
{
    auto *heading = new QLabel(m_title, this);
    QFont font = heading->font();
    font.setPointSizeF(font.pointSizeF() * 1.3);
    font.setBold(true);
    heading->setFont(font);
    m_form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    m_form->setVerticalSpacing(8);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(18, 12, 18, 12);
    layout->setSpacing(14);
    layout->addWidget(heading);
    layout->addLayout(m_form);
    layout->addStretch();
}

QLabel *SettingsPage::addHint(const QString &text)
{
    auto *hint = new QLabel(text, this);
    hint->setWordWrap(true);
    hint->setForegroundRole(QPalette::PlaceholderText);
    m_form->addRow(hint);
    return hint;
}

} // namespace ui
