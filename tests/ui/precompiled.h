// As ui/precompiled.h, for tests of windows.
#pragma once

#include "ui/precompiled.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
