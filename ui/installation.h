#pragma once

#include <QString>

namespace ui {

/// How this program came onto the computer; the build says so (SLUICE_INSTALLED_AS).
enum class Installation { Source, Deb, Archive, Flatpak };

Installation installation();

/// How it was installed and how it is updated, in a sentence or two for the user.
QString installationText(Installation how);

/// What is new, version by version, as Markdown: that of packaging/CHANGELOG.md from its first version on.
QString newsText();

} // namespace ui
