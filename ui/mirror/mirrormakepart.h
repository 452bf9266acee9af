#pragma once

#include "ui/browse/catalogaccess.h"
#include "ui/intake/productrequest.h"
#include "ui/mirror/mirrorforecast.h"

#include <QTimer>
#include <QWidget>
#include <memory>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace ui {

class MirrorForecasting;

/// What is to be mirrored: says how large that is, and what of it is there, before it is queued.
class MirrorMakePart : public QWidget
{
    Q_OBJECT
public:
    MirrorMakePart(CatalogAccess access, QWidget *parent = nullptr);
    ~MirrorMakePart() override;

    /// Of the mirror; empty: none is named.
    void setFolder(const QString &folder);

Q_SIGNALS:
    void productsRequested(const QList<ui::ProductRequest> &products);

private:
    QWidget *buildForm();
    QWidget *buildButtons();
    void readInput();
    void lookUpOrStop();
    void lookUp();
    void stop();
    void showProgress();
    void present(const MirrorForecast &forecast);
    void request();
    void say(const QString &text, const QStringList &problems = {});

    const CatalogAccess m_access;
    QString m_folder;
    core::Result<links::ProductSource> m_source; ///< as it is typed
    std::unique_ptr<MirrorForecasting> m_work;   ///< while it looks up
    QTimer m_poll;
    QLineEdit *m_product = nullptr;
    QLineEdit *m_build = nullptr;
    QComboBox *m_region = nullptr;
    QLineEdit *m_files = nullptr;
    QPushButton *m_lookUp = nullptr;
    QPushButton *m_mirror = nullptr;
    QLabel *m_text = nullptr;
    QPlainTextEdit *m_problems = nullptr;
};

/// PRODUCT[@BUILD]:SELECTION of what was typed into the fields; a build counts before a region. Pure.
core::Result<links::ProductSource> mirrorSourceFrom(const QString &product, const QString &build,
                                                    const QString &region, const QString &files);

} // namespace ui
