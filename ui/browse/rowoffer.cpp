#include "ui/browse/rowoffer.h"

#include "core/queue/growablerow.h"
#include "core/queue/setitems.h"

#include <QMessageBox>
#include <QPushButton>
#include <QWidget>

namespace ui {

namespace {

constexpr int kLongestName = 40; // characters on a button

/// As a button shows it.
QString buttonName(const QString &name)
{
    QString shown = name.size() > kLongestName ? name.left(kLongestName) + QChar(0x2026) : name;
    return shown.replace(QLatin1Char('&'), QLatin1String("&&"));
}

} // namespace

RowOffer::RowOffer(queue::Queue &queue, const QSet<queue::ItemId> &hidden, QWidget &window)
    : m_queue(queue)
    , m_hidden(hidden)
    , m_window(window)
{
}

RowOffer::~RowOffer() = default;

void RowOffer::place(const ProductRequest &request, const QString &build, int files, const Placed &placed)
{
    ++m_round;
    delete m_question;
    m_offer = {request, build, files, placed, {}};
    const queue::WantedFiles wanted{request.source, request.folder, request.options.form};
    for (int row = 0; row < m_queue.count(); ++row) {
        const queue::Item &item = m_queue.at(row);
        if (!m_hidden.contains(item.id) && queue::grownSource(item, wanted))
            m_offer.rows << item.id;
    }
    tryNext();
}

/// The plan of a row tells which build it is of.
void RowOffer::tryNext()
{
    if (m_offer.rows.isEmpty())
        return m_offer.placed(m_offer.request);
    const queue::ItemId id = m_offer.rows.takeLast();
    m_queue.sets().readView(id, this, [this, id, round = m_round](const queue::SetItems::View &view) {
        if (round != m_round)
            return;
        const queue::Item *row = std::as_const(m_queue).find(id);
        const bool isOfBuild = view && view->plan->build() == m_offer.build;
        if (row && isOfBuild && row->state != transfer::State::Done)
            ask(*row);
        else
            tryNext();
    });
}

void RowOffer::ask(const queue::Item &row)
{
    m_question = new QMessageBox(&m_window);
    m_question->setAttribute(Qt::WA_DeleteOnClose);
    m_question->setIcon(QMessageBox::Question);
    m_question->setWindowTitle(tr("Add to a row of the queue"));
    m_question->setText(
        tr("“%1” has files of the same build in the same folder, and is not finished.").arg(row.name));
    m_question->setInformativeText(tr(
        "The %Ln chosen file(s) can be added to it. What it has already is kept.", nullptr, m_offer.files));
    QPushButton *into =
        m_question->addButton(tr("&Add to “%1”").arg(buttonName(row.name)), QMessageBox::AcceptRole);
    const QPushButton *own = m_question->addButton(tr("As a &row of its own"), QMessageBox::ActionRole);
    m_question->setDefaultButton(into);
    m_question->setEscapeButton(m_question->addButton(QMessageBox::Cancel));
    connect(into, &QPushButton::clicked, this, [this, name = row.name] {
        m_offer.request.into = name;
        m_offer.placed(m_offer.request);
    });
    connect(own, &QPushButton::clicked, this, [this] { m_offer.placed(m_offer.request); });
    m_question->open();
}

} // namespace ui
