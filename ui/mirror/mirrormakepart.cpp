#include "ui/mirror/mirrormakepart.h"

#include "ui/errortext.h"
#include "ui/format.h"
#include "ui/mirror/mirrorforecasting.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStringBuilder>
#include <QVBoxLayout>
#include <utility>

namespace ui {

core::Result<links::ProductSource> mirrorSourceFrom(const QString &product, const QString &build,
                                                    const QString &region, const QString &files)
{
    const QString code = product.trimmed();
    const QString named = build.trimmed().isEmpty() ? region : build.trimmed();
    const QString at = named.isEmpty() ? QString() : u'@' % named;
    if (code.contains(u':') || code.contains(u'@')) // somebody pastes a whole one
        return links::productSourceFromText(code.contains(u':') ? code : QString(code % u':'));
    return links::productSourceFromText(code % at % u':' % files.trimmed());
}

MirrorMakePart::MirrorMakePart(CatalogAccess access, QWidget *parent)
    : QWidget(parent)
    , m_access(std::move(access))
    , m_source(core::failure(core::ErrorKind::SourceNotUnderstood, {}))
{
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(buildForm());
    layout->addWidget(buildButtons());
    m_text = new QLabel(this);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_text->setMinimumHeight(fontMetrics().lineSpacing() * 4);
    m_problems = new QPlainTextEdit(this);
    m_problems->setReadOnly(true);
    m_problems->setTabChangesFocus(true);
    m_problems->setAccessibleName(tr("Problems"));
    m_problems->hide();
    layout->addWidget(m_text);
    layout->addWidget(m_problems, 1);
    layout->addStretch();
    m_poll.setInterval(250);
    connect(&m_poll, &QTimer::timeout, this, &MirrorMakePart::showProgress);
    readInput();
}

MirrorMakePart::~MirrorMakePart() = default;

QWidget *MirrorMakePart::buildForm()
{
    auto *box = new QWidget(this);
    auto *form = new QFormLayout(box);
    form->setContentsMargins(0, 0, 0, 0);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto field = [this, box](const QString &hint) {
        auto *made = new QLineEdit(box);
        made->setPlaceholderText(hint);
        connect(made, &QLineEdit::textChanged, this, &MirrorMakePart::readInput);
        connect(made, &QLineEdit::returnPressed, this, [this] { m_lookUp->click(); });
        return made;
    };
    m_product = field(tr("its code, like wow_classic_era"));
    m_build = field(tr("the current one; or a version, a build's number, the hash of a build config"));
    m_files = field(tr("all of them; or a folder, a glob, fdid=…, ckey=…"));
    m_region = new QComboBox(box);
    m_region->addItem(tr("Usual (%1)").arg(m_access.usualRegion), QString());
    m_region->addItem(tr("Americas (us)"), QStringLiteral("us"));
    m_region->addItem(tr("Europe (eu)"), QStringLiteral("eu"));
    m_region->addItem(tr("Korea (kr)"), QStringLiteral("kr"));
    m_region->addItem(tr("Taiwan (tw)"), QStringLiteral("tw"));
    m_region->addItem(tr("China (cn)"), QStringLiteral("cn"));
    connect(m_region, &QComboBox::currentIndexChanged, this, &MirrorMakePart::readInput);
    form->addRow(tr("&Product:"), m_product);
    form->addRow(tr("&Build:"), m_build);
    form->addRow(tr("&Region:"), m_region);
    form->addRow(tr("F&iles:"), m_files);
    return box;
}

QWidget *MirrorMakePart::buildButtons()
{
    auto *row = new QWidget(this);
    m_lookUp = new QPushButton(tr("&Look up"), row);
    m_mirror = new QPushButton(tr("&Mirror it"), row);
    for (QPushButton *button : {m_lookUp, m_mirror})
        button->setAutoDefault(false);
    connect(m_lookUp, &QPushButton::clicked, this, &MirrorMakePart::lookUpOrStop);
    connect(m_mirror, &QPushButton::clicked, this, &MirrorMakePart::request);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_lookUp);
    layout->addWidget(m_mirror);
    layout->addStretch();
    return row;
}

void MirrorMakePart::setFolder(const QString &folder)
{
    if (m_folder == folder)
        return;
    m_folder = folder;
    readInput();
}

/// What was looked up is not that any more.
void MirrorMakePart::readInput()
{
    stop();
    m_region->setEnabled(m_build->text().trimmed().isEmpty());
    m_source = mirrorSourceFrom(m_product->text(), m_build->text(), m_region->currentData().toString(),
                                m_files->text());
    m_lookUp->setEnabled(m_source && !m_folder.isEmpty());
    m_mirror->setEnabled(false);
    if (m_product->text().trimmed().isEmpty())
        say(tr("Everything of a build as its CDN has it, laid out so that any web server can serve it. First "
               "it is looked up how large that is; nothing is written before you say so."));
    else if (!m_source)
        say(errorLine(m_source.error()));
    else if (m_folder.isEmpty())
        say(tr("Name the folder of the mirror; it may be a new one."));
    else
        say({});
}

void MirrorMakePart::lookUpOrStop()
{
    if (!m_work)
        return lookUp();
    stop();
    say(tr("Stopped."));
}

void MirrorMakePart::lookUp()
{
    catalog::MirrorWish wish;
    wish.build.product = m_source->product;
    wish.build.build = m_source->build;
    wish.build.usualRegion = m_access.usualRegion;
    wish.build.cdnConfig = m_source->options.cdnConfig;
    if (m_source->selection.by != core::FileSelection::By::Everything)
        wish.selection = m_source->selection;
    m_mirror->setEnabled(false);
    m_work = std::make_unique<MirrorForecasting>(m_access, wish, m_folder);
    connect(m_work.get(), &MirrorForecasting::ended, this, &MirrorMakePart::present);
    m_lookUp->setText(tr("&Stop"));
    m_poll.start();
    showProgress();
    m_work->start();
}

void MirrorMakePart::stop()
{
    m_poll.stop();
    if (m_work) {
        m_work->disconnect(this);
        m_work.release()->deleteLater(); // it may be what calls this
    }
    m_lookUp->setText(tr("&Look up"));
}

void MirrorMakePart::showProgress()
{
    say(tr("Looking up what belongs to it: %1 received").arg(formatSize(m_work->networkBytes())));
}

void MirrorMakePart::present(const MirrorForecast &forecast)
{
    stop();
    say(forecastText(forecast), forecast.problems);
    m_mirror->setEnabled(!forecast.builds.isEmpty());
    if (m_mirror->isEnabled() && isAncestorOf(window()->focusWidget())) // Return in a field looks up, too
        m_mirror->setFocus();
}

void MirrorMakePart::request()
{
    ProductRequest request{*m_source, m_folder, {}, transfer::Intent::Run};
    request.keep = links::Keep::Mirror;
    m_mirror->setEnabled(false);
    say(tr("It is looked up once more and put into the list."));
    Q_EMIT productsRequested({request});
}

void MirrorMakePart::say(const QString &text, const QStringList &problems)
{
    m_text->setText(text);
    m_problems->setPlainText(problems.join(QLatin1Char('\n')));
    m_problems->setVisible(!problems.isEmpty());
}

} // namespace ui
