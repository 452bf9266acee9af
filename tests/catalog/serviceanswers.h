#pragma once

#include <QByteArray>

/// Made answers of a version service.
namespace answers {

inline QByteArray versions(int sequenceNumber, const QByteArray &version = "1.15.8.12345")
{
    return "Region!STRING:0|BuildConfig!HEX:16|CDNConfig!HEX:16|KeyRing!HEX:16|BuildId!DEC:4|VersionsName!"
           "String:0"
           "|ProductConfig!HEX:16\n## seqn = " +
           QByteArray::number(sequenceNumber) +
           "\nus|be2bb98dc28aee05bbee519393696cdb|fac77b9ca52c84ac28ad83a7dbe1c829|"
           "3ca57fe7319a297346440e4d2a03a0cd|"
           "12345|" +
           version +
           "|53020d32e1a25648c8e1eafd5771935f\n"
           "eu|ce2bb98dc28aee05bbee519393696cdb|fac77b9ca52c84ac28ad83a7dbe1c829||12346|1.15.8.12346|\n";
}

inline QByteArray cdns()
{
    return "Name!STRING:0|Path!STRING:0|Hosts!STRING:0|Servers!STRING:0|ConfigPath!STRING:0\n"
           "us|tpr/wow|h.example|http://h.example/?maxhosts=4|tpr/configs/data\n";
}

inline QByteArray summary()
{
    return "Product!STRING:0|Seqn!DEC:4|Flags!STRING:0\n## seqn = 9\nwow|5|\nwow|4|cdn\nd4|3|\n";
}

} // namespace answers
