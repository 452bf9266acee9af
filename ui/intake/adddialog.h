#pragma once

#include "core/queue/category.h"
#include "core/queue/queue.h"
#include "ui/intake/accessdialog.h"
#include "ui/intake/addcheck.h"
#include "ui/intake/productrequest.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace ui {

class Preferences;

/// Links and files of products, where they go, and how. Checks while the user types, on a pool thread; the
/// button says what it will do.
class AddDialog : public QDialog
{
    Q_OBJECT
public:
    AddDialog(KnownSources known, const Preferences &preferences, QWidget *parent = nullptr);

    void setText(const QString &text);
    /// Links that may be meant; whoever types replaces them.
    void suggest(const QStringList &links);
    /// Adds what somebody else offers, and says so: whoever types on must not add it by accident.
    void offer(const QStringList &sources);

Q_SIGNALS:
    void requested(const QList<queue::Request> &requests);
    void productsRequested(const QList<ui::ProductRequest> &products);
    void keysEntered(const blte::KeyList &keys);

public:
    void accept() override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    QWidget *buildOptions();
    QWidget *buildFolderRow();
    void buildCategory(QFormLayout *form);
    void buildAccess(QFormLayout *form);
    void check();
    void present(const AddCheck &check);
    QStringList findings(const AddCheck &check) const;
    void chooseFolder();
    void followCategory();
    std::optional<queue::Category> commonCategory() const;
    QString onlySite() const;
    void askForAccess();
    void showAccess();
    void enableOptions();
    bool isMirror() const;
    QString buttonText(const AddCheck &check) const;
    QList<queue::Request> requests() const;
    QList<ProductRequest> products() const;
    QString folder() const;
    queue::Options options() const;
    transfer::Intent intent() const;

    const Preferences &m_preferences;
    const KnownSources m_known;
    AddCheck m_check;
    quint64 m_round = 0; ///< only the newest check counts
    QTimer m_pause;
    AccessDialog::Access m_access;
    QString m_followed; ///< the folder that a category brought, or the usual one

    QPlainTextEdit *m_text = nullptr;
    QLineEdit *m_folder = nullptr;
    QComboBox *m_category = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_login = nullptr;
    QWidget *m_loginRow = nullptr;
    QLabel *m_loginText = nullptr;
    QComboBox *m_whenExists = nullptr;
    QComboBox *m_missingKeys = nullptr;
    QCheckBox *m_raw = nullptr;
    QCheckBox *m_mirror = nullptr;
    QCheckBox *m_start = nullptr;
    QLabel *m_origin = nullptr; ///< who offers it
    QLabel *m_findings = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace ui
