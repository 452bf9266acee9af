#pragma once

#include "ui/intake/dropreader.h"

#include <QDialog>

namespace ui {

/// What was not understood, line by line; can be copied.
class ProblemsDialog : public QDialog
{
    Q_OBJECT
public:
    explicit ProblemsDialog(const QList<DropProblem> &problems, QWidget *parent = nullptr);
};

} // namespace ui
