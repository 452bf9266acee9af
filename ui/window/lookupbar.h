#pragma once

#include "ui/window/bar.h"

namespace ui {

/// Which files of products are being looked up; stands as long as any are.
class LookupBar : public Bar
{
    Q_OBJECT
public:
    explicit LookupBar(QWidget *parent = nullptr);

    enum class Doing {
        LookingUp,
        Waiting, ///< for a network that is not metered
    };
    /// Hidden when there are none.
    void present(const QStringList &sources, Doing doing = Doing::LookingUp);

Q_SIGNALS:
    void cancelled();
};

} // namespace ui
