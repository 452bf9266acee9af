#pragma once

#include "core/transfer/fetch/lane.h"

#include <QPointer>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace transfer {

/// What comes on a lane, for somebody on another thread: as much as one turn of the lane's event loop brought
/// is told at once. One by one, small answers would wake that thread, and have it ask for more, ten thousand
/// times a second.
template <typename Answer>
class AnswerBatch : public std::enable_shared_from_this<AnswerBatch<Answer>>
{
public:
    using Answers = std::vector<Answer>;
    using Done = std::function<void(const Answers &answers)>;
    /// `done` runs on the calling thread, which has an event loop; never when the receiver is gone by then.
    AnswerBatch(Lane &lane, QObject *receiver, Done done)
        : m_lane(lane)
        , m_receiver(receiver)
        , m_done(std::move(done))
    {
    }

    void add(Answer answer) ///< on the lane
    {
        m_answers.push_back(std::move(answer));
        if (m_answers.size() == 1)
            m_lane.post([self = this->shared_from_this()] { self->tell(); });
    }

private:
    void tell()
    {
        m_mailbox->post([self = this->shared_from_this(), answers = std::exchange(m_answers, {})] {
            if (self->m_receiver)
                self->m_done(answers);
        });
    }

    Lane &m_lane; ///< outlives this
    const std::shared_ptr<core::Mailbox> m_mailbox = core::Mailbox::ofThisThread();
    const QPointer<QObject> m_receiver; ///< looked at on its thread alone
    const Done m_done;
    Answers m_answers; ///< on the lane
};

} // namespace transfer
