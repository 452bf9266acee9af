#pragma once

#include "core/blte/keylist.h"
#include "ui/settings/settingspage.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSortFilterProxyModel;

namespace queue {
class Queue;
}

namespace ui {

class KnownKeys;
class TableView;
class Tally;

/// Which keys are known, where from, and which the queue misses: by name, never the keys themselves. Known
/// ones can be corrected and deleted; whoever keeps the keys does it.
class KeysPage : public SettingsPage
{
    Q_OBJECT
public:
    KeysPage(Preferences &preferences, const queue::Queue &queue, const Tally &tally, QWidget *parent);

Q_SIGNALS:
    void importWanted();
    void keysEntered(const blte::KeyList &keys);
    void keysRemoved(const QList<quint64> &names);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QWidget *buildKnown();
    QWidget *buildMissing();
    void refresh();
    void refreshButtons();
    QList<quint64> chosenNames() const;
    void askToRemove();
    void askForKey();

    const queue::Queue &m_queue;
    const Tally &m_tally;
    KnownKeys *m_known;
    QSortFilterProxyModel *m_shown;
    QLabel *m_count;
    QLineEdit *m_find = nullptr;
    TableView *m_table = nullptr;
    QPushButton *m_correct = nullptr;
    QPushButton *m_delete = nullptr;
    QLabel *m_missing;
    QListWidget *m_names = nullptr;
};

} // namespace ui
