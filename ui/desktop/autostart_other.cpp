#include "ui/desktop/autostart.h"

// Not for this system yet: the setting is not shown.

namespace ui {

Autostart Autostart::ofSession()
{
    return Autostart({}, {});
}

Autostart::Autostart(QString folder, QString program)
    : m_folder(std::move(folder))
    , m_program(std::move(program))
{
}

bool Autostart::isKnown()
{
    return false;
}

Autostart::State Autostart::state() const
{
    return State::Off;
}

QString Autostart::change(State) const
{
    return {};
}

} // namespace ui
