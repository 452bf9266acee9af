#include "ui/settings/mirrorspage.h"

#include "core/address.h"
#include "core/links/cdnsource.h"
#include "ui/icons.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <algorithm>
#include <array>
#include <tuple>

namespace ui {

namespace {

/// What other programs for the same files ask. None is asked before it is chosen.
constexpr std::array kSuggested{"https://archive.wow.tools"};

/// "archive.wow.tools" is what most people write.
core::Result<QUrl> mirrorFrom(const QString &text)
{
    return links::mirrorBase(text.contains(QStringLiteral("://")) ? text : QStringLiteral("https://") + text);
}

/// Whether both are asked at one place, however they are written.
bool areSame(const QString &a, const QString &b)
{
    const auto place = [](const QString &text) {
        const QUrl url(text);
        QString path = url.path();
        while (path.endsWith(u'/'))
            path.chop(1);
        return std::tuple(url.host(), url.port(url.scheme() == u"https" ? 443 : 80), path);
    };
    const auto host = [](const QString &text) {
        return QUrl(text).port() < 0 ? QUrl(text).host() : QString();
    };
    // One host by http and by https is one host.
    const bool differInScheme =
        !host(a).isEmpty() && host(a) == host(b) && std::get<2>(place(a)) == std::get<2>(place(b));
    return differInScheme || place(a) == place(b);
}

void say(QLabel *label, const QString &problem)
{
    label->setText(problem);
    label->setVisible(!problem.isEmpty());
}

} // namespace

MirrorsPage::MirrorsPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Mirrors"), QStringLiteral("mirrors"), parent)
{
    form()->addRow(tr("&New mirror:"), buildEntry());
    m_problem = addProblem();
    form()->addRow(buildList());
    addHint(tr("A file on a CDN has the same path at every host. These are asked besides the hosts of each "
               "link, from the next start of a download on. What they send is checked like everything "
               "else."));
    buildCommunity();
    buildServices();
    m_list->addItems(preferences.queueSettings().mirrors);
    refresh();
}

/// Takes no room before there is one.
QLabel *MirrorsPage::addProblem()
{
    QLabel *problem = addHint({});
    problem->hide();
    return problem;
}

QWidget *MirrorsPage::buildEntry()
{
    auto *row = new QWidget(this);
    m_entry = new QLineEdit(row);
    m_entry->setAccessibleName(tr("New mirror"));
    m_entry->setPlaceholderText(QStringLiteral("https://cdn.example.org/prefix"));
    auto *button = new QPushButton(tr("&Add"), row);
    button->setAutoDefault(false);
    connect(button, &QPushButton::clicked, this, &MirrorsPage::add);
    connect(m_entry, &QLineEdit::returnPressed, this, &MirrorsPage::add);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_entry, 1);
    layout->addWidget(button);
    return row;
}

QWidget *MirrorsPage::buildList()
{
    auto *part = new QWidget(this);
    m_list = new QListWidget(part);
    m_list->setAccessibleName(tr("Mirrors"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    connect(m_list, &QListWidget::currentRowChanged, this, &MirrorsPage::refresh);
    auto *column = new QVBoxLayout;
    const auto button = [&](const QString &text, const char *icon, auto &&slot) {
        auto *made = new QPushButton(themedIcon(QLatin1StringView(icon)), text, part);
        made->setAutoDefault(false);
        connect(made, &QPushButton::clicked, this, slot);
        column->addWidget(made);
        return made;
    };
    m_up = button(tr("Move &up"), "up", [this] { moveBy(-1); });
    m_down = button(tr("Move do&wn"), "down", [this] { moveBy(1); });
    m_remove = button(tr("&Remove"), "remove", [this] { remove(); });
    column->addStretch();
    auto *layout = new QHBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list, 1);
    layout->addLayout(column);
    return part;
}

void MirrorsPage::buildCommunity()
{
    QStringList chosen = preferences().queueSettings().communityMirrors;
    auto *part = new QWidget(this);
    auto *layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    for (const char *base : kSuggested) {
        const QString address = QString::fromLatin1(base);
        auto *box = new QCheckBox(address, part);
        box->setChecked(chosen.removeAll(address) > 0);
        connect(box, &QCheckBox::toggled, this, &MirrorsPage::keepCommunity);
        layout->addWidget(box);
        m_suggested << box;
    }
    m_others = new QLineEdit(chosen.join(QLatin1Char(' ')), part);
    m_others->setAccessibleName(tr("Other community mirrors"));
    m_others->setPlaceholderText(tr("others, with blanks between them"));
    connect(m_others, &QLineEdit::editingFinished, this, &MirrorsPage::keepCommunity);
    layout->addWidget(m_others);
    auto *label = new QLabel(tr("&Community mirrors:"), this);
    label->setBuddy(m_others);
    form()->addRow(label, part);
    m_communityProblem = addProblem();
    addHint(tr("Hosts of volunteers, asked only while none of the others can be. A file that came from one "
               "says so in its log."));
}

void MirrorsPage::keepCommunity()
{
    QStringList mirrors;
    for (const QCheckBox *box : std::as_const(m_suggested)) {
        if (box->isChecked())
            mirrors << box->text();
    }
    for (const QString &text : m_others->text().split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const auto base = mirrorFrom(text);
        if (!base)
            return say(m_communityProblem, tr("%1 is no mirror: it needs a host, as in "
                                              "https://cdn.example.org")
                                               .arg(text));
        mirrors << base->toString();
    }
    say(m_communityProblem, {});
    mirrors.removeDuplicates();
    queue::Settings settings = preferences().queueSettings();
    settings.communityMirrors = mirrors;
    preferences().setQueueSettings(settings);
}

void MirrorsPage::buildServices()
{
    m_services = new QLineEdit(preferences().versionServices().join(QLatin1Char(' ')), this);
    m_services->setAccessibleName(tr("Version services"));
    m_services->setPlaceholderText(tr("the official ones"));
    form()->addRow(tr("&Version services:"), m_services);
    m_serviceProblem = addProblem();
    addHint(tr("They know the builds of products. Addresses with blanks between them, asked in this order."));
    connect(m_services, &QLineEdit::editingFinished, this, &MirrorsPage::keepServices);
}

void MirrorsPage::add()
{
    const auto base = mirrorFrom(m_entry->text().trimmed());
    if (!base)
        return say(m_problem, tr("That is no mirror: it needs a host, as in https://cdn.example.org"));
    const QString mirror = base->toString();
    for (int row = 0; row < m_list->count(); ++row) {
        if (!areSame(m_list->item(row)->text(), mirror))
            continue;
        m_list->setCurrentRow(row);
        return say(m_problem, tr("%1 is in the list already").arg(m_list->item(row)->text()));
    }
    say(m_problem, {});
    m_entry->clear();
    m_list->addItem(mirror);
    m_list->setCurrentRow(m_list->count() - 1);
    keep();
}

void MirrorsPage::remove()
{
    delete m_list->takeItem(m_list->currentRow());
    keep();
}

void MirrorsPage::moveBy(int step)
{
    const int row = m_list->currentRow();
    m_list->insertItem(row + step, m_list->takeItem(row));
    m_list->setCurrentRow(row + step);
    keep();
}

void MirrorsPage::keepServices()
{
    const QStringList bases = m_services->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const auto bad = std::find_if(bases.begin(), bases.end(),
                                  [](const QString &base) { return !core::addressFromText(base); });
    if (bad != bases.end())
        return say(m_serviceProblem,
                   tr("%1 is no address of a service; one begins with https:// or http://").arg(*bad));
    say(m_serviceProblem, {});
    preferences().setVersionServices(bases);
}

void MirrorsPage::keep()
{
    queue::Settings settings = preferences().queueSettings();
    settings.mirrors.clear();
    for (int row = 0; row < m_list->count(); ++row)
        settings.mirrors << m_list->item(row)->text();
    preferences().setQueueSettings(settings);
    refresh();
}

void MirrorsPage::refresh()
{
    const int row = m_list->currentRow();
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_list->count());
}

} // namespace ui
