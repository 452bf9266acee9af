#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace ui {

/// Lines to copy by which a mirror serves others.
class MirrorServePart : public QWidget
{
    Q_OBJECT
public:
    explicit MirrorServePart(QWidget *parent = nullptr);

    void setFolder(const QString &folder);

protected:
    void showEvent(QShowEvent *event) override;

private:
    QPlainTextEdit *addText(const QString &caption, const QString &name, int lines);
    void look();
    void refresh();

    QString m_folder;
    QString m_product; ///< one that the mirror has
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLabel *m_problem;
    QPlainTextEdit *m_server;
    QPlainTextEdit *m_commands;
};

} // namespace ui
