#pragma once

#include "ui/window/bar.h"

namespace ui {

/// Which files of products are being looked up; stands as long as any are.
class LookupBar : public Bar
{
    Q_OBJECT
public:
    explicit LookupBar(QWidget *parent = nullptr);

    /// Hidden when there are none.
    void present(const QStringList &sources);

Q_SIGNALS:
    void cancelled();
};

} // namespace ui
