#pragma once

#include "ui/settings/settingspage.h"

namespace queue {
class Queue;
}

class QLabel;
class QListWidget;

namespace ui {

class Tally;

/// Which keys are known, and which are missing. Names only, never the keys.
class KeysPage : public SettingsPage
{
    Q_OBJECT
public:
    KeysPage(Preferences &preferences, const queue::Queue &queue, const Tally &tally,
             QWidget *parent = nullptr);

Q_SIGNALS:
    void importWanted();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void refresh();

    const queue::Queue &m_queue;
    const Tally &m_tally;
    QLabel *m_known;
    QLabel *m_missing;
    QListWidget *m_names;
};

} // namespace ui
