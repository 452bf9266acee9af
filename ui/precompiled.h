// As core/precompiled.h, for what shows windows.
#pragma once

#include "core/precompiled.h"

#include <QAbstractItemModel>
#include <QApplication>
#include <QBoxLayout>
#include <QLabel>
#include <QMainWindow>
#include <QPainter>
#include <QTableView>
#include <QToolButton>
#include <QWidget>
