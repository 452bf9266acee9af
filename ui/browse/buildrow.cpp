#include "ui/browse/buildrow.h"

#include "core/bytes.h"
#include "core/tact/wowlocale.h"
#include "ui/browse/productmodel.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

namespace ui {

namespace {

constexpr int kLongestOther = 44; ///< average characters: a version and its date, and the box around them

} // namespace

BuildRow::BuildRow(const QString &usualRegion, QWidget *parent)
    : QWidget(parent)
    , m_usualRegion(usualRegion)
    , m_title(new QLabel(this))
    , m_region(new QComboBox(this))
    , m_build(new QComboBox(this))
    , m_locale(new QComboBox(this))
    , m_other(new QComboBox(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.2);
    large.setBold(true);
    m_title->setFont(large);
    m_build->setEditable(true);
    m_build->setInsertPolicy(QComboBox::NoInsert);
    m_build->setMinimumContentsLength(20);
    m_build->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_build->setToolTip(
        tr("A build of the list; or type a version, a build number or the hash of a build config "
           "and press Enter"));
    for (const std::string_view name : tact::localeNames(tact::allLocales()))
        m_locale->addItem(core::fromUtf8(name));
    m_locale->setCurrentText(QStringLiteral("enUS"));
    m_locale->setToolTip(
        tr("Of files that a build has in several locales, the one that is shown and fetched"));

    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(m_title);
    auto *layout = new QHBoxLayout;
    rows->addLayout(layout);
    const auto add = [&](const QString &caption, QComboBox *box, const QString &name) {
        auto *label = new QLabel(caption, this);
        label->setBuddy(box);
        box->setAccessibleName(name);
        layout->addWidget(label);
        layout->addWidget(box);
    };
    add(tr("&Region:"), m_region, tr("Region"));
    add(tr("&Build:"), m_build, tr("Build"));
    m_build->lineEdit()->setAccessibleName(tr("Build"));
    add(tr("&Locale:"), m_locale, tr("Locale"));
    add(tr("&Compare with:"), m_other, tr("Compare with another build"));
    layout->addStretch();
    layout->setStretchFactor(m_other, 1); // what there is room for of a version and its date
    m_other->setMaximumWidth(fontMetrics().averageCharWidth() * kLongestOther);
    m_other->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_other->setMinimumContentsLength(14);
    m_other->setToolTip(
        tr("Shows which files are new, changed or gone since another build, by the manifests alone"));
    connect(m_other, &QComboBox::activated, this, &BuildRow::otherChanged);
    connect(m_region, &QComboBox::activated, this, [this] {
        fillBuilds();
        Q_EMIT changed();
    });
    connect(m_build, &QComboBox::activated, this, &BuildRow::changed);
    connect(m_build->lineEdit(), &QLineEdit::returnPressed, this, &BuildRow::changed);
    connect(m_locale, &QComboBox::activated, this, &BuildRow::changed);
}

void BuildRow::setProduct(const catalog::ProductEntry &product, const QList<catalog::BuildRecord> &known)
{
    const QString region = m_product.code == product.code ? m_region->currentText() : m_usualRegion;
    m_product = product;
    m_known = known;
    m_title->setText(titleOf(product));
    m_region->clear();
    m_region->addItems(product.regions.isEmpty() ? QStringList{m_usualRegion} : product.regions);
    if (const int row = m_region->findText(region); row >= 0)
        m_region->setCurrentIndex(row);
    fillBuilds();
}

void BuildRow::fillBuilds()
{
    const QString before = m_build->currentData().toString();
    m_build->clear();
    for (const BuildChoice &choice : buildChoices(m_product, m_region->currentText(), m_known))
        m_build->addItem(choice.text, choice.build);
    m_build->setCurrentIndex(std::max(m_build->findData(before), 0));
    const QVariant otherBefore = m_other->currentData();
    m_other->clear();
    m_other->addItem(tr("nothing"));
    for (int row = 0; row < m_build->count(); ++row)
        m_other->addItem(m_build->itemText(row), m_build->itemData(row));
    m_other->setCurrentIndex(otherBefore.isValid() ? std::max(m_other->findData(otherBefore), 0) : 0);
}

catalog::BuildWish BuildRow::wishFor(const QString &build) const
{
    catalog::BuildWish wish;
    wish.product = m_product.code;
    wish.build = build;
    wish.region = m_product.regions.isEmpty() ? QString() : m_region->currentText();
    wish.usualRegion = m_usualRegion;
    wish.naming.locale = m_locale->currentText();
    return wish;
}

catalog::BuildWish BuildRow::wish() const
{
    const QString typed = m_build->currentText().trimmed();
    const int row = m_build->findText(typed);
    return wishFor(row >= 0 ? m_build->itemData(row).toString() : typed);
}

std::optional<catalog::BuildWish> BuildRow::other() const
{
    if (m_other->currentIndex() <= 0)
        return std::nullopt;
    return wishFor(m_other->currentData().toString());
}

} // namespace ui
