#pragma once

#include <QDialog>

namespace ui {

/// Which Sluice this is: version, how it was installed and is updated, what is new. Asks nobody.
class AboutDialog : public QDialog
{
    Q_OBJECT
public:
    explicit AboutDialog(QWidget *parent = nullptr);

private:
    QWidget *buildHead();
};

} // namespace ui
