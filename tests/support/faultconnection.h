#pragma once

#include "tests/support/faultresponse.h"

#include <QObject>
#include <QTimer>

class QTcpSocket;

namespace support {

/// One client's connection: reads requests, sends what respond() says, as slowly and as briefly as the fault
/// wants. Writes only a little ahead, so that a client that does not read is felt. Lives on the server's
/// thread.
class FaultConnection : public QObject
{
    Q_OBJECT
public:
    FaultConnection(FaultState *state, QTcpSocket *socket, QObject *parent);
    ~FaultConnection() override;

private:
    void onReadyRead();
    void takeRequest();
    void sendHead();
    void onPace();
    void sendBody();
    void sendSlice(qint64 count);
    void finish();
    void cut();
    void close();
    void reset();
    qint64 allowed() const;
    qint64 bodyEnd() const;

    FaultState *const m_state;
    QTcpSocket *const m_socket;
    const int m_number;
    QByteArray m_in;
    bool m_hasNext = false; ///< something of the next request was there in time
    Request m_request;
    Fault m_fault;
    Response m_response;
    qsizetype m_logIndex = 0;
    qint64 m_sent = 0;   ///< of the body
    qint64 m_budget = 0; ///< that the pace allows now
    enum class Phase { Idle, Delayed, Sending, Cutting, Silent } m_phase = Phase::Idle;
    QTimer m_delay;
    QTimer m_pace;
};

} // namespace support
