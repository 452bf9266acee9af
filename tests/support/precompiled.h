// As core/precompiled.h, for tests.
#pragma once

#include "core/precompiled.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
