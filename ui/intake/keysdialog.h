#pragma once

#include "core/blte/keylist.h"
#include "core/queue/queue.h"

#include <QAbstractTableModel>
#include <QDialog>

class QLabel;
class QPushButton;

namespace ui {

class TableView;

/// The keys that the queue misses, and what was entered for them so far.
class KeyRequestModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum class Column : int { Name, NeededBy, Key };
    static constexpr int kColumnCount = 3;

    explicit KeyRequestModel(const queue::Queue &queue, QObject *parent = nullptr);

    /// Takes over every key of the text that is missed; how many those were.
    int fill(const QString &keyLines);
    blte::KeyList keys() const; ///< those entered whole
    bool hasMistakes() const;   ///< something was entered that is no key

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    struct Wanted
    {
        blte::KeyName name{};
        int downloads = 0;
        bool isWrong = false; ///< there is a key of this name, and it opens nothing
        QString key;          ///< as entered
    };
    QList<Wanted> m_wanted;
};

/// Asks once for all keys that are missing: typed, pasted, or from a file.
class KeysDialog : public QDialog
{
    Q_OBJECT
public:
    explicit KeysDialog(const queue::Queue &queue, QWidget *parent = nullptr);

Q_SIGNALS:
    void keysEntered(const blte::KeyList &keys);
    void fileWanted();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void refresh();
    void paste();
    void unlock();

    KeyRequestModel *m_model;
    TableView *m_table = nullptr;
    QLabel *m_note = nullptr;
    QPushButton *m_unlock = nullptr;
};

} // namespace ui
