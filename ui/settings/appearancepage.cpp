#include "ui/settings/appearancepage.h"

#include "ui/language.h"
#include "ui/optionboxes.h"
#include "ui/preferences.h"

#include <QComboBox>
#include <QFormLayout>
#include <QKeyEvent>

namespace ui {

AppearancePage::AppearancePage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Appearance"), QStringLiteral("appearance"), parent)
    , m_theme(new QComboBox(this))
    , m_density(new QComboBox(this))
    , m_language(new QComboBox(this))
{
    m_theme->addItem(tr("Like the system"), static_cast<int>(Appearance::System));
    m_theme->addItem(tr("Light"), static_cast<int>(Appearance::Light));
    m_theme->addItem(tr("Dark"), static_cast<int>(Appearance::Dark));
    m_density->addItem(tr("Comfortable: two lines"), static_cast<int>(Density::Comfortable));
    m_density->addItem(tr("Compact: one line"), static_cast<int>(Density::Compact));
    choose(m_theme, static_cast<int>(preferences.appearance()));
    choose(m_density, static_cast<int>(preferences.density()));
    form()->addRow(tr("&Colours:"), m_theme);
    form()->addRow(tr("&Rows:"), m_density);
    buildLanguage();
    connect(m_theme, &QComboBox::currentIndexChanged, this,
            [this] { this->preferences().setAppearance(static_cast<Appearance>(chosen(m_theme))); });
    connect(m_density, &QComboBox::currentIndexChanged, this,
            [this] { this->preferences().setDensity(static_cast<Density>(chosen(m_density))); });
}

void AppearancePage::buildLanguage()
{
    m_language->addItem(tr("Like the system"), QString());
    for (const QString &language : shippedLanguages())
        m_language->addItem(nativeName(language), language);
    m_language->setCurrentIndex(m_language->findData(preferences().language()));
    form()->addRow(tr("&Language:"), m_language);
    m_language->installEventFilter(this);
    connect(m_language, &QComboBox::activated, this, [this] {
        if (!m_isBrowsing)
            applyLanguage();
    });
}

void AppearancePage::applyLanguage()
{
    m_isBrowsing = false;
    preferences().setLanguage(m_language->currentData().toString());
}

/// Arrow keys go over languages one after the other, and each would make the window anew: the one is meant
/// that is there when Enter is pressed or the field is left.
bool AppearancePage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_language && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (m_isBrowsing && (key == Qt::Key_Return || key == Qt::Key_Enter))
            applyLanguage();
        else
            m_isBrowsing = key != Qt::Key_Space && key != Qt::Key_F4; // these open the list
    } else if (watched == m_language && event->type() == QEvent::FocusOut && m_isBrowsing) {
        const auto reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::PopupFocusReason && reason != Qt::ActiveWindowFocusReason)
            applyLanguage();
    } else if (watched == m_language && event->type() == QEvent::MouseButtonPress) {
        m_isBrowsing = false;
    }
    return SettingsPage::eventFilter(watched, event);
}

} // namespace ui
