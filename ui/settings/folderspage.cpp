#include "ui/settings/folderspage.h"

#include "ui/optionboxes.h"
#include "ui/preferences.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPushButton>

namespace ui {

FoldersPage::FoldersPage(Preferences &preferences, QWidget *parent)
    : SettingsPage(preferences, tr("Folders and files"), QStringLiteral("folder"), parent)
{
    form()->addRow(tr("&Download folder:"), buildFolderRow());
    m_problem = addHint({});
    m_problem->hide();
    buildNewDownloads();
    addHint(tr("These apply to what you add from now on; the Add window can choose otherwise."));
}

QWidget *FoldersPage::buildFolderRow()
{
    auto *row = new QWidget(this);
    m_folder = new QLineEdit(QDir::toNativeSeparators(preferences().downloadFolder()), row);
    m_folder->setAccessibleName(tr("Download folder"));
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        const QString folder = QDir::fromNativeSeparators(m_folder->text().trimmed());
        const bool isWhole = folder.isEmpty() || QDir::isAbsolutePath(folder);
        m_problem->setVisible(!isWhole);
        if (!isWhole)
            return m_problem->setText(tr("“%1” is no whole path: it begins with %2. The folder stays %3.")
                                          .arg(m_folder->text().trimmed(),
                                               QDir::toNativeSeparators(QDir::rootPath()),
                                               QDir::toNativeSeparators(preferences().downloadFolder())));
        preferences().setDownloadFolder(folder);
        m_folder->setText(QDir::toNativeSeparators(preferences().downloadFolder()));
    });
    auto *browse = new QPushButton(tr("&Browse…"), row);
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &FoldersPage::chooseFolder);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_folder, 1);
    layout->addWidget(browse);
    return row;
}

void FoldersPage::chooseFolder()
{
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Download folder"), m_folder->text());
    if (folder.isEmpty())
        return;
    preferences().setDownloadFolder(folder);
    m_folder->setText(QDir::toNativeSeparators(folder));
}

void FoldersPage::buildNewDownloads()
{
    auto *whenExists = whenExistsBox(this);
    auto *missingKeys = missingKeysBox(this);
    auto *raw = new QCheckBox(tr("Keep the bytes as ser&ved, do not decode"), this);
    auto *start = new QCheckBox(tr("&Start new downloads at once"), this);
    const queue::Options options = preferences().options();
    choose(whenExists, static_cast<int>(options.whenExists));
    choose(missingKeys, static_cast<int>(options.missingKeys));
    raw->setChecked(options.form == queue::Form::Raw);
    start->setChecked(preferences().intentForNew() == transfer::Intent::Run);

    const auto keep = [this, whenExists, missingKeys, raw] {
        preferences().setOptions({.form = raw->isChecked() ? queue::Form::Raw : queue::Form::Decoded,
                                  .whenExists = static_cast<queue::WhenExists>(chosen(whenExists)),
                                  .missingKeys = static_cast<queue::MissingKeys>(chosen(missingKeys))});
    };
    connect(whenExists, &QComboBox::currentIndexChanged, this, keep);
    connect(missingKeys, &QComboBox::currentIndexChanged, this, keep);
    connect(raw, &QCheckBox::toggled, this, keep);
    connect(start, &QCheckBox::toggled, this, [this](bool on) {
        preferences().setIntentForNew(on ? transfer::Intent::Run : transfer::Intent::Hold);
    });
    form()->addRow(tr("If a file &exists:"), whenExists);
    form()->addRow(tr("If a &key is missing:"), missingKeys);
    form()->addRow(QString(), raw);
    form()->addRow(QString(), start);
}

} // namespace ui
