#pragma once

#include "core/queue/queue.h"
#include "core/transfer/transferservices.h"

namespace support {

struct OwnServices
{
    transfer::TransferServices services;
};

/// A queue with services of its own, as each program has one.
class OwnQueue : private OwnServices, public queue::Queue
{
public:
    explicit OwnQueue(queue::Settings settings, QString databasePath = {})
        : queue::Queue(services, std::move(settings), std::move(databasePath))
    {
    }
};

} // namespace support
