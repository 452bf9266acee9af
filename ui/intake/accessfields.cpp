#include "ui/intake/accessfields.h"

#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr QByteArrayView kReferrer("Referer"); // as RFC 9110 spells it
constexpr QByteArrayView kCookies("Cookie");

QString lineOf(QByteArrayView name, const QLineEdit *field)
{
    const QString value = field->text().trimmed();
    return value.isEmpty() ? QString()
                           : QString::fromLatin1(name) + QStringLiteral(": ") + value + QLatin1Char('\n');
}

} // namespace

AccessFields::AccessFields(QWidget *parent)
    : QWidget(parent)
    , m_user(new QLineEdit(this))
    , m_password(new QLineEdit(this))
    , m_more(new QToolButton(this))
    , m_rest(new QWidget(this))
    , m_referrer(new QLineEdit(m_rest))
    , m_cookies(new QLineEdit(m_rest))
    , m_headers(new QPlainTextEdit(m_rest))
{
    m_user->setAccessibleName(tr("User name"));
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_referrer->setAccessibleName(tr("Referrer"));
    m_referrer->setPlaceholderText(tr("the page with the link"));
    m_cookies->setAccessibleName(tr("Cookies"));
    m_cookies->setPlaceholderText(tr("name=value; name=value"));
    m_headers->setAccessibleName(tr("Further headers"));
    m_headers->setPlaceholderText(tr("Name: value, one a line"));
    m_headers->setTabChangesFocus(true);
    m_headers->setFixedHeight(fontMetrics().lineSpacing() * 4);
    m_more->setText(tr("&Referrer, cookies, headers"));
    m_more->setAccessibleName(tr("Referrer, cookies, headers"));
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_more->setAutoRaise(true);
    m_more->setCheckable(true);
    m_more->setFocusPolicy(Qt::StrongFocus);
    connect(m_more, &QToolButton::toggled, this, &AccessFields::showMore);
    auto *first = new QFormLayout;
    first->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    first->addRow(tr("&User name:"), m_user);
    first->addRow(tr("&Password:"), m_password);
    auto *second = new QFormLayout(m_rest);
    second->setContentsMargins(0, 0, 0, 0);
    second->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    second->addRow(tr("Re&ferrer:"), m_referrer);
    second->addRow(tr("&Cookies:"), m_cookies);
    second->addRow(tr("&Headers:"), m_headers);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(first);
    layout->addWidget(m_more, 0, Qt::AlignLeft);
    layout->addWidget(m_rest);
    showMore(false);
    for (QLineEdit *field : {m_user, m_password, m_referrer, m_cookies})
        connect(field, &QLineEdit::textChanged, this, &AccessFields::changed);
    connect(m_headers, &QPlainTextEdit::textChanged, this, &AccessFields::changed);
}

void AccessFields::showMore(bool isWanted)
{
    m_more->setArrowType(isWanted ? Qt::DownArrow : isRightToLeft() ? Qt::LeftArrow : Qt::RightArrow);
    m_rest->setVisible(isWanted);
    Q_EMIT heightChanged();
}

QString AccessFields::user() const
{
    return m_user->text();
}

QString AccessFields::password() const
{
    return m_password->text();
}

void AccessFields::setUser(const QString &user)
{
    m_user->setText(user);
}

core::Result<QList<core::RequestHeader>> AccessFields::headers() const
{
    return core::requestHeadersFromText(lineOf(kReferrer, m_referrer) + lineOf(kCookies, m_cookies) +
                                        m_headers->toPlainText());
}

void AccessFields::setHeaders(const QList<core::RequestHeader> &headers)
{
    QStringList others;
    for (const core::RequestHeader &header : headers) {
        if (header.name.compare(kReferrer, Qt::CaseInsensitive) == 0)
            m_referrer->setText(QString::fromUtf8(header.value));
        else if (header.name.compare(kCookies, Qt::CaseInsensitive) == 0)
            m_cookies->setText(QString::fromUtf8(header.value));
        else
            others << core::toText(header);
    }
    m_headers->setPlainText(others.join(QLatin1Char('\n')));
    m_more->setChecked(!headers.isEmpty());
}

QString AccessFields::sentenceFor(const core::Error &error)
{
    return tr("One of the headers cannot be sent: %1.").arg(error.detail);
}

bool AccessFields::isEmpty() const
{
    return m_user->text().isEmpty() && m_referrer->text().trimmed().isEmpty() &&
           m_cookies->text().trimmed().isEmpty() && m_headers->toPlainText().trimmed().isEmpty();
}

} // namespace ui
