#include "ui/settings/proxypage.h"

#include "ui/optionboxes.h"
#include "ui/preferences.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QUrl>

namespace ui {

using http::ProxyKind;

namespace {

bool isNamed(ProxyKind kind)
{
    return kind == ProxyKind::Http || kind == ProxyKind::Socks5;
}

} // namespace

ProxyPage::ProxyPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Proxy"), QStringLiteral("proxy"), parent)
    , m_kind(new QComboBox(this))
    , m_port(new QSpinBox(this))
{
    m_kind->addItem(tr("Like the system"), static_cast<int>(ProxyKind::System));
    m_kind->addItem(tr("None"), static_cast<int>(ProxyKind::None));
    m_kind->addItem(tr("HTTP"), static_cast<int>(ProxyKind::Http));
    m_kind->addItem(tr("SOCKS5"), static_cast<int>(ProxyKind::Socks5));
    m_port->setRange(1, 65'535);
    form()->addRow(tr("&Proxy:"), m_kind);
    m_host = addField(tr("&Address:"));
    form()->addRow(tr("P&ort:"), m_port);
    m_user = addField(tr("&User:"));
    m_password = addField(tr("Pass&word:"));
    m_password->setEchoMode(QLineEdit::Password);
    m_missing = addHint(QString());
    addHint(tr("User and password only where the proxy asks for them. They are kept unencrypted in Sluice's "
               "settings file, which your account alone can read. What is on this computer itself is reached "
               "without a proxy."));
    fill();
    connect(m_kind, &QComboBox::currentIndexChanged, this, &ProxyPage::keep);
    connect(m_port, &QSpinBox::valueChanged, this, &ProxyPage::keep);
    connect(m_host, &QLineEdit::editingFinished, this, &ProxyPage::takeAddress);
    for (QLineEdit *field : {m_user, m_password})
        connect(field, &QLineEdit::editingFinished, this, &ProxyPage::keep);
}

QLineEdit *ProxyPage::addField(const QString &caption)
{
    auto *field = new QLineEdit(this);
    form()->addRow(caption, field);
    return field;
}

void ProxyPage::fill()
{
    const http::Proxy proxy = preferences().queueSettings().proxy;
    choose(m_kind, static_cast<int>(proxy.kind));
    m_host->setText(proxy.host);
    m_port->setValue(proxy.port);
    m_user->setText(proxy.user);
    m_password->setText(proxy.password);
    refresh();
}

/// "http://proxy.example:3128", as others write it, is as good.
void ProxyPage::takeAddress()
{
    const QString text = m_host->text().trimmed();
    const QUrl url(text.contains(QStringLiteral("://")) ? text : QStringLiteral("http://") + text);
    if (!url.host().isEmpty()) {
        m_host->setText(url.host());
        if (url.port() > 0)
            m_port->setValue(url.port());
    }
    keep();
}

bool ProxyPage::isComplete() const
{
    return !isNamed(static_cast<ProxyKind>(chosen(m_kind))) || !m_host->text().trimmed().isEmpty();
}

void ProxyPage::refresh()
{
    for (QWidget *field : std::initializer_list<QWidget *>{m_host, m_port, m_user, m_password})
        field->setEnabled(isNamed(static_cast<ProxyKind>(chosen(m_kind))));
    m_missing->setText(isComplete() ? QString()
                                    : tr("Enter the proxy's address; until then nothing changes."));
}

void ProxyPage::keep()
{
    refresh();
    if (!isComplete())
        return;
    http::Proxy proxy;
    proxy.kind = static_cast<ProxyKind>(chosen(m_kind));
    proxy.host = m_host->text().trimmed();
    proxy.port = static_cast<quint16>(m_port->value());
    proxy.user = m_user->text();
    proxy.password = m_password->text();
    queue::Settings settings = preferences().queueSettings();
    settings.proxy = proxy;
    preferences().setQueueSettings(settings);
}

} // namespace ui
