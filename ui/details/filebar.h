#pragma once

#include "ui/details/filearrangement.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QTimer;

namespace ui {

class FileCommands;

/// Over the list of a set's files: which of them are shown, and what can be done with all of them.
class FileBar : public QWidget
{
    Q_OBJECT
public:
    explicit FileBar(const FileCommands &commands, QWidget *parent = nullptr);

    void setCounts(const transfer::SetView &view);
    void setShown(int files);
    void setBusy(); ///< until setShown()
    void chooseGroup(ui::FileGroup group);
    QWidget *lastControl() const { return m_last; } ///< for the order of the keys
    /// Letters that were typed into the list.
    void beginWords(const QString &letters);

Q_SIGNALS:
    void groupChosen(ui::FileGroup group);
    void wordsTyped(const QString &words); ///< a moment after the last key
    void left();                           ///< Down, Return or Escape: on to the list

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QComboBox *m_group;
    QLineEdit *m_words;
    QTimer *m_pause;
    QLabel *m_shown;
    QWidget *m_last = nullptr;
    qint64 m_files = 0; ///< in all
};

QString fileGroupText(FileGroup group);

} // namespace ui
