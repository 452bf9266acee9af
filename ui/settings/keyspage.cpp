#include "ui/settings/keyspage.h"

#include "core/hex.h"
#include "core/queue/queue.h"
#include "ui/list/tally.h"

#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

KeysPage::KeysPage(Preferences &preferences, const queue::Queue &queue, const Tally &tally, QWidget *parent)
    : SettingsPage(preferences, tr("Keys"), QStringLiteral("key"), parent)
    , m_queue(queue)
    , m_tally(tally)
    , m_known(new QLabel(this))
    , m_missing(new QLabel(this))
    , m_names(new QListWidget(this))
{
    auto *import = new QPushButton(tr("&Import a key list…"), this);
    import->setAutoDefault(false);
    connect(import, &QPushButton::clicked, this, &KeysPage::importWanted);
    m_missing->setWordWrap(true);
    m_names->setUniformItemSizes(true);
    m_names->setAccessibleName(tr("Missing keys"));
    form()->addRow(tr("Known:"), m_known);
    form()->addRow(tr("Missing:"), m_missing);
    auto *list = new QWidget(this); // the form itself must not hold what comes and goes
    auto *rows = new QVBoxLayout(list);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_names);
    rows->addWidget(import, 0, Qt::AlignLeft);
    form()->addRow(list);
    addHint(tr("A key list has a name and a key on each line. You can also drop it onto the window. "
               "A key that arrives unlocks what waits for it; nothing is downloaded again."));
    connect(&tally, &Tally::changed, this, &KeysPage::refresh);
}

void KeysPage::showEvent(QShowEvent *event)
{
    refresh();
    SettingsPage::showEvent(event);
}

void KeysPage::refresh()
{
    const auto keys = m_queue.keys();
    m_known->setText(tr("%Ln key(s)", nullptr, keys ? static_cast<int>(keys->size()) : 0));
    const int missing = static_cast<int>(m_tally.missingKeys().size());
    m_missing->setText(missing > 0 ? tr("%Ln key(s)", nullptr, missing) : tr("none"));
    QStringList names;
    for (const quint64 name : m_tally.missingKeys())
        names << core::hex(static_cast<blte::KeyName>(name));
    names.sort();
    m_names->clear();
    m_names->addItems(names);
    m_names->setVisible(missing > 0);
}

} // namespace ui
