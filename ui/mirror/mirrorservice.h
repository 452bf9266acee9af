#pragma once

#include "core/error.h"

#include <QString>

namespace ui {

/// What serves a mirror's folder to others, as text to copy. Pure.

/// A `server` of nginx. An error where nginx cannot name the folder.
core::Result<QString> nginxText(const QString &folder, int port);
/// Where it is asked for then: "http://host:8080", without the port of http.
QString serviceAddress(const QString &host, int port);
/// Commands for those who use it; `product`: a code of one that the mirror has, or empty.
QString commandText(const QString &address, const QString &product);

} // namespace ui
