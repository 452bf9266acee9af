#pragma once

#include "core/requestheader.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace ui {

/// How one is known to a server: a user name and a password, and, behind "More", the page one comes from,
/// cookies and any other headers of requests.
class AccessFields : public QWidget
{
    Q_OBJECT
public:
    explicit AccessFields(QWidget *parent = nullptr);

    QString user() const;
    QString password() const;
    void setUser(const QString &user);
    /// What was entered, or what is wrong with it (SourceNotUnderstood).
    core::Result<QList<core::RequestHeader>> headers() const;
    void setHeaders(const QList<core::RequestHeader> &headers);
    bool isEmpty() const;
    /// For a person.
    static QString sentenceFor(const core::Error &error);

Q_SIGNALS:
    void changed();
    void heightChanged();

private:
    void showMore(bool isWanted);

    QLineEdit *m_user;
    QLineEdit *m_password;
    QToolButton *m_more;
    QWidget *m_rest;
    QLineEdit *m_referrer;
    QLineEdit *m_cookies;
    QPlainTextEdit *m_headers;
};

} // namespace ui
