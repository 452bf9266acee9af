#pragma once

#include "ui/details/detailstab.h"

class QComboBox;

namespace ui {

class SpeedRecorder;
class SpeedView;

/// How fast the download was, or all of them together.
class SpeedTab : public DetailsTab
{
    Q_OBJECT
public:
    /// `recorder` outlives it.
    SpeedTab(const queue::Queue &queue, const SpeedRecorder &recorder, QWidget *parent = nullptr);

    void present(const queue::Item *item) override;

private:
    void refresh();

    const SpeedRecorder &m_recorder;
    std::optional<queue::ItemId> m_id;
    QComboBox *m_which;
    SpeedView *m_view;
};

} // namespace ui
