#include "ui/optionboxes.h"

#include "core/queue/item.h"

#include <QComboBox>
#include <QCoreApplication>

namespace ui {

namespace {

struct OptionBoxes
{
    Q_DECLARE_TR_FUNCTIONS(ui::OptionBoxes)
};

} // namespace

QComboBox *whenExistsBox(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->addItem(OptionBoxes::tr("Keep it and say so"), static_cast<int>(queue::WhenExists::Refuse));
    box->addItem(OptionBoxes::tr("Save under another name"), static_cast<int>(queue::WhenExists::Rename));
    box->addItem(OptionBoxes::tr("Replace it"), static_cast<int>(queue::WhenExists::Overwrite));
    return box;
}

QComboBox *missingKeysBox(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->addItem(OptionBoxes::tr("Keep the locked chunks, to unlock them later"),
                 static_cast<int>(queue::MissingKeys::Keep));
    box->addItem(OptionBoxes::tr("Fill the locked chunks with zeros"),
                 static_cast<int>(queue::MissingKeys::ZeroFill));
    box->addItem(OptionBoxes::tr("Stop the download"), static_cast<int>(queue::MissingKeys::Fail));
    return box;
}

void choose(QComboBox *box, int code)
{
    box->setCurrentIndex(box->findData(code));
}

int chosen(const QComboBox *box)
{
    return box->currentData().toInt();
}

} // namespace ui
