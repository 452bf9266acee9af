#include "ui/intake/problemsdialog.h"

#include "ui/intake/linetrouble.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace ui {

namespace {

QString lineOf(const DropProblem &problem)
{
    QStringList parts;
    if (!problem.origin.isEmpty())
        parts << QDir::toNativeSeparators(problem.origin);
    if (problem.line > 0)
        parts << ProblemsDialog::tr("line %1").arg(problem.line);
    parts << lineTrouble(problem) + QLatin1Char('.');
    if (!problem.text.isEmpty())
        parts << problem.text;
    if (!problem.error.detail.isEmpty())
        parts << QLatin1Char('(') + problem.error.detail + QLatin1Char(')');
    return parts.join(QStringLiteral("  "));
}

} // namespace

ProblemsDialog::ProblemsDialog(const QList<DropProblem> &problems, const QStringList &sentences,
                               QWidget *parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Problems"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto *text = new QPlainTextEdit(this);
    text->setReadOnly(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setAccessibleName(tr("Problems"));
    QStringList lines = sentences;
    for (const DropProblem &problem : problems)
        lines << lineOf(problem);
    text->setPlainText(lines.join(QLatin1Char('\n')));
    auto *caption = new QLabel(
        tr("What could not be used, or went otherwise than expected. Everything else was taken."), this);
    auto *buttons = new QDialogButtonBox(this);
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(caption);
    layout->addWidget(text);
    layout->addWidget(buttons);
    resize(fontMetrics().averageCharWidth() * 100, fontMetrics().lineSpacing() * 20);
}

} // namespace ui
