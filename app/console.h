#pragma once

#include <QString>

class QJsonObject;
class QJsonValue;

namespace app {

enum class Stream { Out, Error };

/// Writes a line of text (or several) and flushes it. What a terminal could take for a command becomes '?'.
void printLine(Stream stream, const QString &line);
/// Writes text, without the users and passwords of addresses in it, and flushes it.
void print(Stream stream, const QString &text);
/// The object on one line, for printLine(): what a terminal could take for a command is written as \uXXXX.
QString jsonLine(const QJsonObject &object);
/// What is not known is negative, and null in JSON.
QJsonValue orNull(qint64 number);
/// Why something of what was written to standard output did not arrive; empty when all of it did.
QString outputTrouble();
/// "sluice: …" to standard error.
void complain(const QString &message);
/// complain(), with the way to the help of `command`.
void complainUsage(const QString &command, const QString &message);

// The platform's part: terminal_unix.cpp, terminal_windows.cpp.

/// A terminal that understands cursor movement.
bool isTerminal(Stream stream);
struct TerminalSize
{
    int columns = 80;
    int rows = 24;
};
TerminalSize terminalSize();
/// Standard input and output as bytes, without translation of line ends.
void makeBinary();

} // namespace app
