#pragma once

#include <QDialog>

namespace ui {

/// Sluice's licence, and what it is built with, each with its own.
class LicencesDialog : public QDialog
{
    Q_OBJECT
public:
    explicit LicencesDialog(QWidget *parent = nullptr);
};

} // namespace ui
