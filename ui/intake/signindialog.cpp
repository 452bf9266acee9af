#include "ui/intake/signindialog.h"

#include "core/http/redirect.h"
#include "ui/errortext.h"
#include "ui/intake/accessfields.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QLabel>
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
    const QUrl url = siteOf(item);
    const QString site = siteText(url);
    const bool isWanted = item.error.kind == core::ErrorKind::CredentialsNeeded;
    auto *intro = new QLabel(
        (isWanted ? tr("%1 wants a user name and a password for “%2”.") : tr("How %1 knows you, for “%2”."))
            .arg(site, item.displayName()),
        this);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    const auto login = http::siteLoginFor(url);
    const bool isOfSite = login && url.userInfo().isEmpty() && item.source.headers.isEmpty();
    m_fields = new AccessFields(this);
    m_fields->setUser(isOfSite ? login->user : url.userName(QUrl::FullyDecoded));
    m_fields->setHeaders(isOfSite ? login->headers : item.source.headers);
    m_isForSite = new QCheckBox(tr("For &everything at %1").arg(site), this);
    m_isForSite->setChecked(item.source.headers.isEmpty());
    auto *hint = new QLabel(
        tr("They are kept in files that only you can read, shown nowhere, and sent to no other site."), this);
    hint->setWordWrap(true);
    m_complaint = new QLabel(this);
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_signIn = buttons->addButton(tr("&Sign in"), QDialogButtonBox::AcceptRole);
    m_signIn->setDefault(true);
    m_signIn->setEnabled(!m_fields->isEmpty());
    connect(m_fields, &AccessFields::changed, this, [this] { m_signIn->setEnabled(true); });
    connect(buttons, &QDialogButtonBox::accepted, this, &SignInDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_fields);
    layout->addWidget(m_isForSite);
    layout->addWidget(hint);
    layout->addWidget(m_complaint);
    layout->addStretch();
    layout->addWidget(buttons);
    connect(
        m_fields, &AccessFields::heightChanged, this,
        [this, layout] { resize(width(), layout->totalHeightForWidth(width())); }, Qt::QueuedConnection);
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

void SignInDialog::complain(const QString &sentence)
{
    m_complaint->setText(sentence);
    m_complaint->show();
}

void SignInDialog::accept()
{
    const queue::Item *item = std::as_const(m_queue).find(m_id);
    if (!item)
        return QDialog::accept();
    const auto headers = m_fields->headers();
    if (!headers)
        return complain(AccessFields::sentenceFor(headers.error()));
    if (m_isForSite->isChecked()) {
        signInForSite(*item, *headers);
        return QDialog::accept();
    }
    if (const auto done = signInForItem(*item, *headers); !done)
        return complain(errorParagraph(done.error()));
    QDialog::accept();
}

/// Whoever waits for it, this download or another, goes on by itself. An address with a user of its own has
/// none any more: it would be asked by that one.
void SignInDialog::signInForSite(const queue::Item &item, const Headers &headers)
{
    const QUrl site(siteText(siteOf(item)));
    core::Source source = item.source;
    bool hadOwn = !source.headers.isEmpty();
    source.headers.clear();
    for (QUrl &url : source.mirrors) {
        hadOwn |= http::isSameOrigin(url, site) && !url.userInfo().isEmpty();
        if (http::isSameOrigin(url, site))
            url.setUserInfo({});
    }
    queue::Settings settings = m_preferences.queueSettings();
    settings.logins.removeIf(
        [&](const http::SiteLogin &login) { return http::isSameOrigin(login.site, site); });
    if (!m_fields->isEmpty())
        settings.logins.append({site, m_fields->user(), m_fields->password(), headers});
    m_preferences.setQueueSettings(settings);
    if (hadOwn)
        std::ignore = m_queue.replaceSource(m_id, source);
    m_queue.run({m_id}); // also when nothing has changed
}

core::Result<void> SignInDialog::signInForItem(const queue::Item &item, const Headers &headers)
{
    core::Source source = item.source;
    source.headers = headers;
    const QUrl site = siteOf(item);
    for (QUrl &url : source.mirrors) {
        if (!http::isSameOrigin(url, site))
            continue;
        url.setUserInfo({});
        if (m_fields->user().isEmpty())
            continue;
        url.setUserName(m_fields->user(), QUrl::DecodedMode);
        url.setPassword(m_fields->password(), QUrl::DecodedMode);
    }
    return m_queue.replaceSource(m_id, source).map([this] { m_queue.run({m_id}); });
}

} // namespace ui
