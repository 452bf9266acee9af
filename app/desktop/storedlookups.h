#pragma once

#include "ui/intake/productrequest.h"

#include <QByteArray>

namespace app {

/// Look-ups that are under way, as the settings keep them for the next run: a JSON array, empty for none.
QByteArray lookupsToText(const QList<ui::ProductRequest> &requests);
/// What is not understood is left out: the file may be of another version, or anybody's.
QList<ui::ProductRequest> lookupsFromText(const QByteArray &text);

} // namespace app
