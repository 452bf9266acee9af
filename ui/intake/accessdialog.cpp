#include "ui/intake/accessdialog.h"

#include "core/http/redirect.h"
#include "ui/intake/accessfields.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace ui {

AccessDialog::AccessDialog(const QString &site, const Access &access, QWidget *parent)
    : QDialog(parent)
    , m_access(access)
    , m_fields(new AccessFields(this))
    , m_complaint(new QLabel(this))
{
    setWindowTitle(tr("Login and headers"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *intro = new QLabel(tr("What these downloads bring along to %1, and to no other site. It is kept in "
                                "files that only you can read.")
                                 .arg(site),
                             this);
    intro->setTextFormat(Qt::PlainText);
    intro->setWordWrap(true);
    m_fields->setUser(access.user);
    m_fields->setHeaders(access.headers);
    m_complaint->setWordWrap(true);
    m_complaint->hide();
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    buttons->addButton(tr("&Use these"), QDialogButtonBox::AcceptRole)->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &AccessDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(
        m_fields, &AccessFields::heightChanged, this,
        [this] { resize(width(), layout()->totalHeightForWidth(width())); }, Qt::QueuedConnection);
    auto *rows = new QVBoxLayout(this);
    rows->addWidget(intro);
    rows->addWidget(m_fields);
    rows->addWidget(m_complaint);
    rows->addStretch();
    rows->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 70, sizeHint().height());
}

void AccessDialog::accept()
{
    const auto headers = m_fields->headers();
    if (!headers) {
        m_complaint->setText(AccessFields::sentenceFor(headers.error()));
        m_complaint->show();
        return;
    }
    m_access = {m_fields->user(), m_fields->password(), *headers};
    QDialog::accept();
}

core::Source withAccess(core::Source source, const AccessDialog::Access &access)
{
    if (source.mirrors.isEmpty())
        return source;
    if (!access.headers.isEmpty())
        source.headers = access.headers;
    const QUrl site = source.mirrors.first();
    for (QUrl &url : source.mirrors) {
        if (access.user.isEmpty() || !http::isSameOrigin(url, site))
            continue;
        url.setUserName(access.user, QUrl::DecodedMode);
        url.setPassword(access.password, QUrl::DecodedMode);
    }
    return source;
}

} // namespace ui
