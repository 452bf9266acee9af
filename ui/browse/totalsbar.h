#pragma once

#include "core/catalog/lockedfiles.h"
#include "core/catalog/treechecks.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace ui {

/// What is checked comes to, in figures. Unknown ones are −1.
struct CheckedTotals
{
    qint64 files = 0;
    qint64 size = -1;                ///< decoded, bytes
    qint64 encodedSize = -1;         ///< bytes
    bool isSizeWhole = false;        ///< of all files, not of those alone that are known
    bool isEncodedSizeWhole = false; ///< likewise
    qint64 locked = 0; ///< files whose keys are missing, or that are encrypted where that is not known
    bool areKeysKnown = false;
    qint64 occupied = 0; ///< files in whose places something lies

    bool operator==(const CheckedTotals &) const = default;
};
CheckedTotals totalsOf(const catalog::TreeChecks::Total &checked);
/// In a sentence: "20,000 files · 1.2 GB · 300 MB to fetch · 3 need a key that is not there".
QString totalsText(const CheckedTotals &totals, qint64 freeBytes);

/// What is checked, where it goes, and the button that queues it.
class TotalsBar : public QWidget
{
    Q_OBJECT
public:
    explicit TotalsBar(const QString &folder, QWidget *parent = nullptr);

    enum class Sizes { Known, CanBeLookedUp, BeingLookedUp };
    void present(const CheckedTotals &totals, Sizes sizes);
    QString folder() const;
    bool startsAtOnce() const;

Q_SIGNALS:
    void queueWanted();
    void clearWanted();
    void sizesWanted();
    void folderChanged();

private:
    void chooseFolder();
    void askFreeSpace();
    void showText();

    CheckedTotals m_totals;
    Sizes m_sizes = Sizes::Known;
    qint64 m_free = -1;
    QString m_asked; ///< the folder whose free space was asked for last
    QLabel *m_text;
    QToolButton *m_lookUp;
    QToolButton *m_clear;
    QLineEdit *m_folder;
    QCheckBox *m_start;
    QPushButton *m_queue;
};

} // namespace ui
