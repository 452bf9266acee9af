#include "ui/window/labelmenus.h"

#include "core/queue/category.h"
#include "ui/list/queueview.h"
#include "ui/list/tally.h"
#include "ui/preferences.h"

#include <QActionGroup>
#include <QInputDialog>

namespace ui {

namespace {

/// An ampersand in a name is no access key.
QString menuText(QString name)
{
    return name.replace(QLatin1Char('&'), QStringLiteral("&&"));
}

void askForLabel(const QString &title, QWidget *window, std::function<void(const QString &)> take)
{
    auto *dialog = new QInputDialog(window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(title);
    dialog->setLabelText(CategoryMenu::tr("Name:"));
    dialog->setOkButtonText(CategoryMenu::tr("&Add"));
    dialog->setCancelButtonText(CategoryMenu::tr("Cancel"));
    QObject::connect(dialog, &QInputDialog::textValueSelected, dialog,
                     [take = std::move(take)](const QString &text) {
                         if (const QString name = queue::labelFrom(text); !name.isEmpty())
                             take(name);
                     });
    dialog->open();
}

QStringList sorted(QStringList names)
{
    names.removeDuplicates();
    std::sort(names.begin(), names.end(),
              [](const QString &a, const QString &b) { return QString::localeAwareCompare(a, b) < 0; });
    return names;
}

} // namespace

CategoryMenu::CategoryMenu(queue::Queue &queue, const QueueView &view, Preferences &preferences,
                           const Tally &tally, QWidget *window)
    : QMenu(window)
    , m_queue(queue)
    , m_view(view)
    , m_preferences(preferences)
    , m_tally(tally)
    , m_window(window)
{
    connect(this, &QMenu::aboutToShow, this, &CategoryMenu::offer);
}

std::optional<QString> CategoryMenu::commonOne() const
{
    std::optional<QString> common;
    for (const int row : m_view.selectedQueueRows()) {
        const QString &category = std::as_const(m_queue).at(row).category;
        if (common && *common != category)
            return std::nullopt;
        common = category;
    }
    return common;
}

void CategoryMenu::offer()
{
    clear();
    delete m_choices;
    m_choices = new QActionGroup(this);
    const std::optional<QString> common = commonOne();
    offerOne(tr("None"), QString(), common);
    addSeparator();
    QStringList names = m_tally.categories().keys();
    for (const queue::Category &category : m_preferences.categories())
        names << category.name;
    names = sorted(names);
    for (const QString &name : std::as_const(names))
        offerOne(menuText(name), name, common);
    if (!names.isEmpty())
        addSeparator();
    connect(addAction(tr("&New category…")), &QAction::triggered, this, &CategoryMenu::askForNew);
    connect(addAction(tr("&Edit categories…")), &QAction::triggered, this, &CategoryMenu::editingWanted);
}

void CategoryMenu::offerOne(const QString &text, const QString &name, const std::optional<QString> &common)
{
    QAction *action = addAction(text);
    action->setCheckable(true);
    m_choices->addAction(action);
    action->setChecked(common == name);
    connect(action, &QAction::triggered, this, [this, name] { put(name); });
}

void CategoryMenu::put(const QString &category)
{
    m_queue.setLabels(m_view.selectedIds(), {category, {}, {}});
}

void CategoryMenu::askForNew()
{
    askForLabel(tr("New category"), m_window, [this](const QString &name) {
        QList<queue::Category> categories = m_preferences.categories();
        if (!queue::categoryNamed(categories, name)) {
            categories.append({name, {}, {}});
            m_preferences.setCategories(categories);
        }
        put(name);
    });
}

TagMenu::TagMenu(queue::Queue &queue, const QueueView &view, const Tally &tally, QWidget *window)
    : QMenu(window)
    , m_queue(queue)
    , m_view(view)
    , m_tally(tally)
    , m_window(window)
{
    connect(this, &QMenu::aboutToShow, this, &TagMenu::offer);
}

/// One that only some of the rows bear is shown as not borne: choosing it gives it to all.
void TagMenu::offer()
{
    clear();
    const QList<int> rows = m_view.selectedQueueRows();
    for (const QString &tag : sorted(m_tally.tags().keys())) {
        const bool isOfAll = std::all_of(rows.begin(), rows.end(), [&](int row) {
            return std::as_const(m_queue).at(row).tags.contains(tag);
        });
        QAction *action = addAction(menuText(tag));
        action->setCheckable(true);
        action->setChecked(isOfAll);
        connect(action, &QAction::triggered, this, [this, tag](bool isWanted) {
            queue::LabelChange change;
            (isWanted ? change.addedTags : change.removedTags) << tag;
            m_queue.setLabels(m_view.selectedIds(), change);
        });
    }
    if (!isEmpty())
        addSeparator();
    connect(addAction(tr("&New tag…")), &QAction::triggered, this, &TagMenu::askForNew);
}

void TagMenu::askForNew()
{
    askForLabel(tr("New tag"), m_window, [this](const QString &name) {
        m_queue.setLabels(m_view.selectedIds(), {{}, {name}, {}});
    });
}

} // namespace ui
