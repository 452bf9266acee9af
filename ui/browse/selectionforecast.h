#pragma once

#include "core/catalog/selectionopening.h"

namespace ui {

/// What fetching a selection would be: sizes, what is in the way, which keys are missing. Asks the encoding
/// manifest for every file of it. A new question ends the one under way, and so does its destructor. GUI
/// thread.
class SelectionForecast
{
public:
    using Done = std::function<void(const core::Result<catalog::OpenedSelection> &opened)>;

    /// `products` and `services` outlive the answer, or stop() comes before. `done` is called once, later.
    void start(catalog::OpenProducts &products, transfer::TransferServices &services,
               const catalog::SelectionOpening::Order &order, Done done);
    void stop() { m_opening.reset(); }

private:
    std::unique_ptr<catalog::SelectionOpening> m_opening; ///< null: nothing is asked
};

} // namespace ui
