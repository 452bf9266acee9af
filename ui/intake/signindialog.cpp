#include "ui/intake/signindialog.h"

#include "core/http/redirect.h"
#include "ui/errortext.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

namespace {

/// "https://host:port", as people know it.
QString siteText(const QUrl &url)
{
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

QUrl siteOf(const queue::Item &item)
{
    return item.source.mirrors.value(0);
}

} // namespace

SignInDialog::SignInDialog(queue::Queue &queue, Preferences &preferences, const queue::Item &item,
                           QWidget *parent)
    : QDialog(parent)
    , m_queue(queue)
    , m_preferences(preferences)
    , m_id(item.id)
{
    setWindowTitle(tr("Sign in"));
    setAttribute(Qt::WA_DeleteOnClose);
    build(item);
}

void SignInDialog::build(const queue::Item &item)
{
    const QString site = siteText(siteOf(item));
    auto *intro =
        new QLabel(tr("%1 wants a user name and a password for “%2”.").arg(site, item.displayName()), this);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    m_user = new QLineEdit(siteOf(item).userName(QUrl::FullyDecoded), this);
    m_user->setAccessibleName(tr("User name"));
    m_password = new QLineEdit(this);
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_isForSite = new QCheckBox(tr("For &everything at %1").arg(site), this);
    m_isForSite->setChecked(true);
    auto *form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("&User name:"), m_user);
    form->addRow(tr("&Password:"), m_password);
    form->addRow(QString(), m_isForSite);
    auto *hint = new QLabel(tr("They are kept in files that only you can read, and shown nowhere."), this);
    hint->setWordWrap(true);
    m_complaint = new QLabel(this);
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_signIn = buttons->addButton(tr("&Sign in"), QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    m_signIn->setEnabled(!m_user->text().isEmpty());
    connect(m_user, &QLineEdit::textChanged, this,
            [this](const QString &user) { m_signIn->setEnabled(!user.isEmpty()); });
    connect(buttons, &QDialogButtonBox::accepted, this, &SignInDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addLayout(form);
    layout->addWidget(hint);
    layout->addWidget(m_complaint);
    layout->addStretch();
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

void SignInDialog::accept()
{
    const queue::Item *item = std::as_const(m_queue).find(m_id);
    if (!item || m_isForSite->isChecked()) {
        if (item)
            signInForSite(*item);
        return QDialog::accept();
    }
    const auto done = signInForItem(*item);
    if (done)
        return QDialog::accept();
    m_complaint->setText(errorParagraph(done.error()));
    m_complaint->show();
}

/// Whoever waits for it, this download or another, goes on by itself. An address with a user of its own has
/// none any more: it would be asked by that one.
void SignInDialog::signInForSite(const queue::Item &item)
{
    const QUrl site(siteText(siteOf(item)));
    core::Source source = item.source;
    bool hadUser = false;
    for (QUrl &url : source.mirrors) {
        hadUser |= http::isSameOrigin(url, site) && !url.userInfo().isEmpty();
        if (http::isSameOrigin(url, site))
            url.setUserInfo({});
    }
    queue::Settings settings = m_preferences.queueSettings();
    settings.logins.removeIf(
        [&](const http::SiteLogin &login) { return http::isSameOrigin(login.site, site); });
    settings.logins.append({site, m_user->text(), m_password->text()});
    m_preferences.setQueueSettings(settings);
    if (hadUser)
        std::ignore = m_queue.replaceSource(m_id, source);
    m_queue.run({m_id}); // also when nothing has changed
}

core::Result<void> SignInDialog::signInForItem(const queue::Item &item)
{
    core::Source source = item.source;
    const QUrl site = siteOf(item);
    for (QUrl &url : source.mirrors) {
        if (!http::isSameOrigin(url, site))
            continue;
        url.setUserName(m_user->text(), QUrl::DecodedMode);
        url.setPassword(m_password->text(), QUrl::DecodedMode);
    }
    return m_queue.replaceSource(m_id, source).map([this] { m_queue.run({m_id}); });
}

} // namespace ui
