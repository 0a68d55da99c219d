using System.Net;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Dialogs;

/// <summary>Who owns a dialog. Called on the receive loop.</summary>
internal interface IDialogUser
{
    /// <summary>Where the other side's signalling comes from.</summary>
    IPAddress Peer { get; }

    /// <summary>The trunk that the call came or went by; null: none.</summary>
    string? TrunkId { get; }

    /// <summary>A request within the dialog; must be answered.</summary>
    void Received(ServerTransaction transaction);

    /// <summary>An ACK to a 2xx.</summary>
    void ReceivedAck(SipRequest ack);
}
