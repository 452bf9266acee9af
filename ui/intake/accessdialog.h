#pragma once

#include "core/source.h"

#include <QDialog>

class QLabel;

namespace ui {

class AccessFields;

/// What new downloads from one site bring along: a login and headers. Nothing is kept here; accepted() says
/// that `access()` is another one.
class AccessDialog : public QDialog
{
    Q_OBJECT
public:
    struct Access
    {
        QString user;
        QString password;
        QList<core::RequestHeader> headers;
        bool isEmpty() const { return user.isEmpty() && headers.isEmpty(); }
    };

    AccessDialog(const QString &site, const Access &access, QWidget *parent = nullptr);

    const Access &access() const { return m_access; }
    void accept() override;

private:
    Access m_access;
    AccessFields *m_fields;
    QLabel *m_complaint;
};

/// The source with it, at the site of its first address only.
core::Source withAccess(core::Source source, const AccessDialog::Access &access);

} // namespace ui
