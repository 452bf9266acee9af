#pragma once

class QComboBox;
class QWidget;

namespace ui {

/// The choices of queue::Options in plain words; each entry's data is the enumerator's number.
QComboBox *whenExistsBox(QWidget *parent);
QComboBox *missingKeysBox(QWidget *parent);
/// Selects the entry with this number.
void choose(QComboBox *box, int code);
/// The chosen enumerator.
int chosen(const QComboBox *box);

} // namespace ui
