#pragma once

#include "ui/intake/dropreader.h"

#include <QDialog>

namespace ui {

/// What was not understood, cannot be had or went otherwise than expected, line by line; can be copied.
class ProblemsDialog : public QDialog
{
    Q_OBJECT
public:
    /// `sentences`: what is told as it is, before the problems.
    explicit ProblemsDialog(const QList<DropProblem> &problems, const QStringList &sentences = {},
                            QWidget *parent = nullptr);
};

} // namespace ui
