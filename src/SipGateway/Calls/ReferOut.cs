using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// One transfer that we ask the peer for: REFER and the NOTIFYs that follow it to its end (RFC 3515, RFC 5589). Strand of its
/// call only.
/// </summary>
/// <param name="done">Told once.</param>
internal sealed class ReferOut(SessionParts parts, Action<TransferOutcome> done)
{
    // RFC 3515 names no time. A peer that took the transfer tells "100 Trying" at once; its target may ring for long.
    private static readonly TimeSpan FirstNotify = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan NextNotify = TimeSpan.FromSeconds(120);

    private readonly TransactionLayer _layer = parts.Layers.Transactions;
    private ReferState _state = ReferState.Sent;
    private ITimer? _timer;
    private string _id = "";

    public bool IsOver => _state == ReferState.Over;

    /// <param name="target">Refer-To; with its Replaces header when attended.</param>
    /// <param name="more">Headers that somebody wants sent besides.</param>
    public void Start(SipUri target, IReadOnlyDictionary<string, string> more)
    {
        var refer = parts.Dialog.NewRequest(SipMethod.Refer);
        var headers = SipCapabilities.Describe(refer.Headers, reliable: false)
            .Add(HeaderNames.ReferTo, new NameAddr(target).ToString())
            .Add(HeaderNames.ReferredBy, new NameAddr(parts.Dialog.Local.Uri).ToString());
        _id = refer.Headers.CSeq!.Value.Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        Wait(FirstNotify + _layer.Timers.Timeout);
        new DialogRequest(_layer, parts.Dialog, parts.Strand, Answered).Send((refer with { Headers = headers }).WithExtra(more));
    }

    /// <summary>Takes a NOTIFY of the event package refer.</summary>
    /// <returns>False: it is of another REFER.</returns>
    public bool TryNotify(SipRequest notify)
    {
        // RFC 3515 2.4.6: the id is the number of the REFER; the first one may leave it out.
        var id = EventId(notify.Headers[HeaderNames.Event]);
        if (IsOver || (id is not null && id != _id))
        {
            return false;
        }

        int? status = MessageBody.TryFind(notify, SipFragment.Type, out var body) ? SipFragment.Status(body.Span) : null;
        Step(ReferMachine.InputOfNotify(status, IsTerminated(notify)), status);
        return true;
    }

    /// <summary>The peer hung up the call.</summary>
    public void PeerLeft() => Step(ReferInput.PeerLeft, null);

    /// <summary>The call is over.</summary>
    public void Close() => Step(ReferInput.Close, null);

    private static bool IsTerminated(SipRequest notify) =>
        (notify.Headers[HeaderNames.SubscriptionState] ?? "").StartsWith("terminated", StringComparison.OrdinalIgnoreCase);

    private static string? EventId(string? value)
    {
        var scanner = new TextScanner(value);
        return scanner.TryReadToken(out _) && SipParameters.TryRead(ref scanner, out var parameters) ? parameters["id"] : null;
    }

    private void Answered(SipResponse? response)
    {
        var silent = "false".Equals(response?.Headers[HeaderNames.ReferSub]?.Trim(), StringComparison.OrdinalIgnoreCase);
        Step(ReferMachine.InputOf(response?.StatusCode, silent), response?.StatusCode);
    }

    private void Step(ReferInput input, int? status)
    {
        (_state, var verdict) = ReferMachine.Step(_state, input);
        switch (verdict)
        {
            case ReferVerdict.Open:
                return;
            case ReferVerdict.GoesOn:
                Wait(input == ReferInput.Taken ? FirstNotify : NextNotify);
                return;
            default:
                _timer?.Dispose();
                done(new TransferOutcome(ResultOf(verdict), status));
                return;
        }
    }

    private static TransferResult ResultOf(ReferVerdict verdict) => verdict switch
    {
        ReferVerdict.Succeeded => TransferResult.Succeeded,
        ReferVerdict.Accepted => TransferResult.Accepted,
        ReferVerdict.Refused => TransferResult.Refused,
        ReferVerdict.Failed => TransferResult.Failed,
        ReferVerdict.TimedOut => TransferResult.TimedOut,
        _ => TransferResult.LineGone,
    };

    private void Wait(TimeSpan longest)
    {
        _timer ??= parts.Layers.Time.CreateTimer(
            _ => parts.Strand.Post(() => Step(ReferInput.TimeoutDue, null)), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(longest, Timeout.InfiniteTimeSpan);
    }
}
