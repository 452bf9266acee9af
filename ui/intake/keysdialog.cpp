#include "ui/intake/keysdialog.h"

#include "core/hex.h"
#include "ui/details/tableview.h"
#include "ui/format.h"
#include "ui/theme.h"

#include <QClipboard>
#include <QDialogButtonBox>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QMap>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

namespace ui {

namespace {

using Column = KeyRequestModel::Column;

bool isKey(const QString &text)
{
    return blte::digestFromHex(text.toStdString()).has_value(); // 16 bytes, too
}

} // namespace

KeyRequestModel::KeyRequestModel(const queue::Queue &queue, QObject *parent)
    : QAbstractTableModel(parent)
{
    QMap<quint64, int> downloads;
    for (int row = 0; row < queue.count(); ++row) {
        for (const blte::KeyName name : queue.at(row).missingKeys)
            ++downloads[static_cast<quint64>(name)];
    }
    const auto keys = queue.keys();
    for (auto it = downloads.cbegin(); it != downloads.cend(); ++it) {
        const blte::KeyName name{it.key()};
        m_wanted.append({name, it.value(), keys && keys->find(name).has_value(), {}});
    }
}

int KeyRequestModel::fill(const QString &keyLines)
{
    int filled = 0;
    const blte::KeyList list = blte::parseKeyList(keyLines.toStdString());
    for (const blte::KeyListEntry &entry : list.entries) {
        for (int row = 0; row < rowCount(); ++row) {
            if (m_wanted.at(row).name != entry.name)
                continue;
            const QByteArray bytes(reinterpret_cast<const char *>(entry.key.data()),
                                   static_cast<qsizetype>(entry.key.size()));
            setData(index(row, static_cast<int>(Column::Key)), QString::fromLatin1(bytes.toHex().toUpper()),
                    Qt::EditRole);
            ++filled;
        }
    }
    return filled;
}

blte::KeyList KeyRequestModel::keys() const
{
    QString lines;
    for (const Wanted &wanted : m_wanted) {
        if (isKey(wanted.key))
            lines += core::hex(wanted.name) + u' ' + wanted.key + u'\n';
    }
    return blte::parseKeyList(lines.toStdString());
}

bool KeyRequestModel::hasMistakes() const
{
    return std::any_of(m_wanted.begin(), m_wanted.end(),
                       [](const Wanted &wanted) { return !wanted.key.isEmpty() && !isKey(wanted.key); });
}

int KeyRequestModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_wanted.size());
}

int KeyRequestModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant KeyRequestModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Wanted &wanted = m_wanted.at(index.row());
    const auto column = static_cast<Column>(index.column());
    const bool isWrong = column == Column::Key && !wanted.key.isEmpty() && !isKey(wanted.key);
    if (role == Qt::FontRole && column != Column::NeededBy)
        return QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (role == Qt::ForegroundRole && isWrong)
        return toneColor(Tone::Bad, QGuiApplication::palette());
    if (role == Qt::ToolTipRole && isWrong)
        return tr("A key has 32 hexadecimal digits.");
    if (role == Qt::AccessibleTextRole && column == Column::Key && wanted.key.isEmpty())
        return tr("not entered yet");
    if (role != Qt::DisplayRole && role != Qt::EditRole)
        return {};
    switch (column) {
    case Column::Name:
        return core::hex(wanted.name);
    case Column::NeededBy: {
        const QString count = tr("%Ln download(s)", nullptr, wanted.downloads);
        return wanted.isWrong ? tr("%1; the known key seems wrong").arg(count) : count;
    }
    case Column::Key:
        return wanted.key;
    }
    return {};
}

bool KeyRequestModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (role != Qt::EditRole || index.column() != static_cast<int>(Column::Key))
        return false;
    m_wanted[index.row()].key = value.toString().remove(QLatin1Char(' ')).trimmed();
    Q_EMIT dataChanged(index, index);
    return true;
}

Qt::ItemFlags KeyRequestModel::flags(const QModelIndex &index) const
{
    const auto flags = QAbstractTableModel::flags(index);
    return index.column() == static_cast<int>(Column::Key) ? flags | Qt::ItemIsEditable : flags;
}

QVariant KeyRequestModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section < 0 || section >= kColumnCount)
        return {};
    const std::array<QString, kColumnCount> names{tr("Key name"), tr("Needed by"), tr("Key")};
    return names[static_cast<std::size_t>(section)];
}

KeysDialog::KeysDialog(const queue::Queue &queue, QWidget *parent)
    : QDialog(parent)
    , m_model(new KeyRequestModel(queue, this))
{
    setWindowTitle(tr("Missing keys"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(m_model, &QAbstractItemModel::dataChanged, this, &KeysDialog::refresh);
    refresh();
    m_table->setCurrentIndex(m_model->index(0, static_cast<int>(Column::Key)));
    m_table->setFocus();
}

void KeysDialog::build()
{
    auto *intro =
        new QLabel(tr("Some chunks are encrypted with these keys. Enter or paste them here, or read a key "
                      "list. What waits for a key is unlocked at once."),
                   this);
    intro->setWordWrap(true);
    m_table = new TableView(*m_model, tr("Missing keys"), this);
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setEditTriggers(QAbstractItemView::AllEditTriggers);
    const int letter = fontMetrics().averageCharWidth();
    m_table->header()->resizeSection(static_cast<int>(Column::Name), letter * 26);
    m_table->header()->resizeSection(static_cast<int>(Column::NeededBy), letter * 36);
    m_note = new QLabel(this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    m_unlock = buttons->addButton(tr("&Unlock"), QDialogButtonBox::AcceptRole);
    QPushButton *file = buttons->addButton(tr("&Read a key file…"), QDialogButtonBox::ActionRole);
    file->setAutoDefault(false);
    connect(file, &QPushButton::clicked, this, [this] {
        Q_EMIT fileWanted();
        reject();
    });
    connect(buttons, &QDialogButtonBox::accepted, this, &KeysDialog::unlock);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(intro);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    layout->addWidget(buttons);
    resize(letter * 100, fontMetrics().lineSpacing() * (11 + 2 * std::clamp(m_model->rowCount(), 1, 8)));
}

void KeysDialog::refresh()
{
    const auto entered = static_cast<int>(m_model->keys().entries.size());
    m_unlock->setEnabled(entered > 0 && !m_model->hasMistakes());
    m_note->setText(
        m_model->hasMistakes()
            ? tr("A key has 32 hexadecimal digits.")
            : tr("%1 of %2 keys entered").arg(formatCount(entered), formatCount(m_model->rowCount())));
}

/// Lines of a key list find their rows; a bare key goes where the cursor is.
void KeysDialog::paste()
{
    const QString text = QGuiApplication::clipboard()->text().trimmed();
    const QModelIndex current = m_table->currentIndex();
    if (m_model->fill(text) == 0 && isKey(text) && current.isValid())
        m_model->setData(current.siblingAtColumn(static_cast<int>(Column::Key)), text.toUpper(),
                         Qt::EditRole);
}

void KeysDialog::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste))
        return paste();
    QDialog::keyPressEvent(event);
}

void KeysDialog::unlock()
{
    Q_EMIT keysEntered(m_model->keys());
    accept();
}

} // namespace ui
