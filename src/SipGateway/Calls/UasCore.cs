using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Gate;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// The core of the user agent server (RFC 3261 8.2): what every request must pass, and who gets it then. Receive loop.
/// </summary>
internal sealed partial class UasCore(
    RequestGate gate, DialogTable dialogs, InboundCalls calls, RejectLog rejects, SipMetrics metrics, ILogger<UasCore> logger) : ITransactionUser
{
    public RequestVerdict Admit(SipRequest request, SipFlow flow) => gate.Admit(request, flow);

    public void Overloaded(SipRequest request, SipFlow flow) =>
        rejects.Add(RejectedRequest.Of(RejectCause.Overload, request, flow.Remote.ToString(), 503));

    public void Received(ServerTransaction transaction)
    {
        try
        {
            Dispatch(transaction);
        }
        catch (Exception fault)
        {
            // The sender is told, and the receive loop goes on for everyone else.
            LogFault(fault, transaction.Request.Method);
            Refuse(transaction, RejectCause.Fault, transaction.NewResponse(500));
        }
    }

    public void ReceivedAck(SipRequest ack, SipFlow flow) => dialogs.Find(ack)?.ReceivedAck(ack);

    private void Dispatch(ServerTransaction transaction)
    {
        var request = transaction.Request;
        var inDialog = request.Headers.To!.Tag is not null;
        // 8.2.1 to 8.2.2.3, in this order. An event package within a dialog is refused there, by 489.
        if (SipCapabilities.RefusalOf(request.Method) is var status and not 0
            && !(inDialog && request.Method == SipMethod.Subscribe))
        {
            Refuse(transaction, RejectCause.Method, Replies.NotAllowed(transaction, status));
        }
        else if (!request.RequestUri.IsSip)
        {
            Refuse(transaction, RejectCause.Scheme, transaction.NewResponse(416));
        }
        else if (inDialog)
        {
            ToDialog(transaction);
        }
        else if (SipCapabilities.Missing(request.Headers) is { Count: > 0 } missing)
        {
            Refuse(transaction, RejectCause.Extension, Replies.BadExtension(transaction, missing));
        }
        else
        {
            OutsideDialogs(transaction);
        }
    }

    private void ToDialog(ServerTransaction transaction)
    {
        // Found at the gate, which lets nobody in but the call's other side: a right guess from elsewhere is no better than a wrong one.
        if (transaction.Admission is Admission { Dialog: { } owner })
        {
            owner.Received(transaction);
        }
        else
        {
            Refuse(transaction, RejectCause.Dialog, transaction.NewResponse(481));
        }
    }

    private void OutsideDialogs(ServerTransaction transaction)
    {
        switch (transaction.Request.Method)
        {
            case SipMethod.Invite:
                calls.Received(transaction);
                break;
            case SipMethod.Options:
                // 11.2: the answer that an INVITE would get. 503 sends balancers to the next node; the user part is not looked at.
                transaction.Respond(Replies.Options(transaction, calls.IsDraining ? 503 : 200));
                break;
            case SipMethod.Message:
                transaction.Respond(TextMessages.Answer(transaction, metrics));
                break;
            case SipMethod.Refer:
                // S8: nobody starts calls of ours from outside a call.
                Refuse(transaction, RejectCause.Method, transaction.NewResponse(403));
                break;
            case SipMethod.Notify when !EventPackages.IsRefer(transaction.Request):
                Refuse(transaction, RejectCause.Method, transaction.NewResponse(489)); // RFC 6665 4.1.3
                break;
            default:
                // BYE, INFO, UPDATE, PRACK and the NOTIFY of a REFER live in dialogs only (12.2.2).
                Refuse(transaction, RejectCause.Dialog, transaction.NewResponse(481));
                break;
        }
    }

    private void Refuse(ServerTransaction transaction, RejectCause cause, SipResponse answer)
    {
        rejects.Add(RejectedRequest.Of(cause, transaction.Request, transaction.Flow.Remote.ToString(), answer.StatusCode) with
        {
            Trunk = (transaction.Admission as Admission)?.Trunk?.Id,
        });
        transaction.Respond(answer);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Fault while answering a SIP {Method}; answered 500")]
    private partial void LogFault(Exception fault, string method);
}
