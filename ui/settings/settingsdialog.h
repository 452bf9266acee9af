#pragma once

#include "core/blte/keylist.h"

#include <QDialog>

namespace queue {
class Queue;
}

class QListWidget;
class QStackedWidget;

namespace ui {

class Preferences;
class SettingsPage;
class Tally;

/// The settings, page by page. There is nothing to confirm: changes apply at once.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Page : int {
        Folders,
        Categories,
        Connections,
        Limits,
        Network,
        Proxy,
        Mirrors,
        Keys,
        Cache,
        Desktop,
        Appearance
    };

    SettingsDialog(Preferences &preferences, const queue::Queue &queue, const Tally &tally,
                   QWidget *parent = nullptr);

    void open(Page page);

Q_SIGNALS:
    void keyImportWanted();
    void keysEntered(const blte::KeyList &keys);
    void keysRemoved(const QList<quint64> &names);
    void imported(const QString &sentence); ///< the pages show what was before

private:
    void addPage(SettingsPage *page);
    void exportSettings();
    void importSettings();
    void tell(const QString &sentence);

    Preferences &m_preferences;
    QListWidget *m_list;
    QStackedWidget *m_pages;
};

} // namespace ui
