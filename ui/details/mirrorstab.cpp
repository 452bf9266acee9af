#include "ui/details/mirrorstab.h"

#include "ui/details/tableview.h"
#include "ui/errortext.h"
#include "ui/format.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

namespace ui {

namespace {

using queue::MirrorStatus;
using Column = MirrorModel::Column;

QString stateText(const MirrorStatus &mirror)
{
    const qint64 seconds = QDateTime::currentDateTimeUtc().secsTo(mirror.blockedUntil);
    if (mirror.blockedUntil.isValid() && seconds > 0) {
        return MirrorModel::tr("%1 · rests for %2")
            .arg(errorPhrase(mirror.lastError), formatCountdown(seconds));
    }
    if (mirror.connections > 0)
        return MirrorModel::tr("in use");
    return mirror.failures > 0 ? errorPhrase(mirror.lastError) : MirrorModel::tr("ready");
}

QString answerText(transfer::HostFacts::Answer answer)
{
    using Answer = transfer::HostFacts::Answer;
    if (answer == Answer::Unknown)
        return QStringLiteral("–");
    return answer == Answer::Yes ? MirrorModel::tr("yes") : MirrorModel::tr("no");
}

QString textOf(const MirrorStatus &mirror, Column column)
{
    switch (column) {
    case Column::Host:
        return mirror.host;
    case Column::State:
        return stateText(mirror);
    case Column::Connections:
        return formatCount(mirror.connections);
    case Column::Speed:
        return formatSpeed(mirror.bytesPerSecond);
    case Column::Received:
        return formatSize(mirror.bytes);
    case Column::Ranges:
        return mirror.ranges ? MirrorModel::tr("yes") : MirrorModel::tr("no");
    case Column::MultiRange:
        return answerText(mirror.multiRange);
    case Column::Failures:
        return formatCount(mirror.failures);
    }
    return {};
}

QString tipOf(const MirrorStatus &mirror)
{
    const QString url = mirror.url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveFragment);
    const QString error = errorParagraph(mirror.lastError);
    return error.isEmpty() ? url : url + QLatin1Char('\n') + error;
}

bool isNumber(Column column)
{
    return column == Column::Connections || column == Column::Speed || column == Column::Received ||
           column == Column::Failures;
}

} // namespace

void MirrorModel::setMirrors(const QList<MirrorStatus> &mirrors)
{
    if (mirrors.size() != m_mirrors.size()) {
        beginResetModel();
        m_mirrors = mirrors;
        endResetModel();
        return;
    }
    m_mirrors = mirrors;
    if (!m_mirrors.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(static_cast<int>(m_mirrors.size()) - 1, kColumnCount - 1));
}

int MirrorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_mirrors.size());
}

int MirrorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : kColumnCount;
}

QVariant MirrorModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const MirrorStatus &mirror = m_mirrors.at(index.row());
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole)
        return textOf(mirror, column);
    if (role == Qt::ToolTipRole)
        return tipOf(mirror);
    if (role == Qt::TextAlignmentRole && isNumber(column))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant MirrorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= kColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(static_cast<Column>(section)))
        return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const std::array<QString, kColumnCount> names{tr("Host"),        tr("State"),    tr("Connections"),
                                                  tr("Speed"),       tr("Received"), tr("Ranges"),
                                                  tr("Multi-range"), tr("Failures")};
    return names[static_cast<std::size_t>(section)];
}

MirrorsTab::MirrorsTab(const queue::Queue &queue, QWidget *parent)
    : DetailsTab(queue, parent)
    , m_model(new MirrorModel(this))
    , m_table(new TableView(*m_model, tr("Mirrors"), this))
    , m_entryRow(new QWidget(this))
    , m_entry(new QLineEdit(m_entryRow))
{
    m_table->header()->resizeSection(static_cast<int>(Column::Host), fontMetrics().averageCharWidth() * 34);
    m_table->header()->resizeSection(static_cast<int>(Column::State), fontMetrics().averageCharWidth() * 44);
    m_entry->setAccessibleName(tr("Another mirror"));
    m_entry->setPlaceholderText(tr("another mirror: https://host, or the whole address of the same file"));
    auto *add = new QPushButton(tr("Add mirror"), m_entryRow);
    connect(add, &QPushButton::clicked, this, &MirrorsTab::enter);
    connect(m_entry, &QLineEdit::returnPressed, this, &MirrorsTab::enter);
    auto *row = new QHBoxLayout(m_entryRow);
    row->setContentsMargins(8, 4, 8, 4);
    row->addWidget(m_entry, 1);
    row->addWidget(add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_entryRow);
}

void MirrorsTab::enter()
{
    const QString text = m_entry->text().trimmed();
    if (!m_id || text.isEmpty())
        return;
    m_entry->clear();
    Q_EMIT mirrorEntered(*m_id, text);
}

void MirrorsTab::present(const queue::Item *item)
{
    const bool mayAdd = item && item->state != transfer::State::Done && item->source.set.isEmpty();
    m_id = mayAdd ? std::optional(item->id) : std::nullopt;
    m_entryRow->setVisible(mayAdd);
    m_model->setMirrors(item ? queue().mirrors(item->id) : QList<MirrorStatus>());
}

} // namespace ui
