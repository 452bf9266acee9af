#include "ui/browse/selectionforecast.h"

#include <utility>

namespace ui {

void SelectionForecast::start(catalog::OpenProducts &products, transfer::TransferServices &services,
                              const catalog::SelectionOpening::Order &order, Done done)
{
    m_opening = std::make_unique<catalog::SelectionOpening>(products, services);
    m_opening->open(order, [this, done = std::move(done)](const auto &opened) {
        m_opening.release()->deleteLater(); // this call is one of its
        done(opened);
    });
}

} // namespace ui
