#pragma once

#include "core/catalog/loadwarning.h"
#include "core/error.h"

namespace ui {

/// An error in the language of the window.
struct ErrorText
{
    QString sentence; ///< what happened, with its full stop
    QString nextStep; ///< what to do, or what Sluice does by itself; may be empty
};

ErrorText errorText(const core::Error &error);
/// The sentence as a row shows it: without its full stop.
QString errorPhrase(const core::Error &error);
/// "The build has no such file (wow has no "a/b")": the phrase and the facts.
QString errorLine(const core::Error &error);
/// Sentence, next step and the facts, one a line: tooltips and the details.
QString errorParagraph(const core::Error &error);
/// "index 00b79cc0…, HOST: its block 17 is damaged".
QString warningLine(const catalog::LoadWarning &warning);

} // namespace ui
