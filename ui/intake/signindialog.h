#pragma once

#include "core/queue/queue.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace ui {

class Preferences;

/// A user name and a password for a download whose server wants them: for it alone, kept in its address, or
/// for everything of the site, kept in the settings.
class SignInDialog : public QDialog
{
    Q_OBJECT
public:
    SignInDialog(queue::Queue &queue, Preferences &preferences, const queue::Item &item,
                 QWidget *parent = nullptr);

    void accept() override;

private:
    void build(const queue::Item &item);
    void signInForSite(const queue::Item &item);
    core::Result<void> signInForItem(const queue::Item &item);

    queue::Queue &m_queue;
    Preferences &m_preferences;
    const queue::ItemId m_id;
    QLineEdit *m_user = nullptr;
    QLineEdit *m_password = nullptr;
    QCheckBox *m_isForSite = nullptr;
    QLabel *m_complaint = nullptr;
    QPushButton *m_signIn = nullptr;
};

} // namespace ui
