#pragma once

#include "core/queue/queue.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QPushButton;

namespace ui {

class AccessFields;
class Preferences;

/// A user name, a password and headers for a download whose server wants them: for it alone, kept in its
/// source, or for everything of the site, kept in the settings.
class SignInDialog : public QDialog
{
    Q_OBJECT
public:
    SignInDialog(queue::Queue &queue, Preferences &preferences, const queue::Item &item,
                 QWidget *parent = nullptr);

    void accept() override;

private:
    void build(const queue::Item &item);
    using Headers = QList<core::RequestHeader>;
    void signInForSite(const queue::Item &item, const Headers &headers);
    core::Result<void> signInForItem(const queue::Item &item, const Headers &headers);
    void complain(const QString &sentence);

    queue::Queue &m_queue;
    Preferences &m_preferences;
    const queue::ItemId m_id;
    AccessFields *m_fields = nullptr;
    QCheckBox *m_isForSite = nullptr;
    QLabel *m_complaint = nullptr;
    QPushButton *m_signIn = nullptr;
};

} // namespace ui
