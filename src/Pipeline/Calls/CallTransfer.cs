using System.Globalization;
using Voxie.Pipeline.Audio;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// Carries out the transfers of one call, one at a time: asks the line, dials, and tells how it ended. Call's loop only; what takes time
/// comes back through the call's mailbox.
/// </summary>
internal sealed class CallTransfer(CallContext context, Func<IOutboundLegs> outbound, ITransferUser call, TimeProvider time)
{
    private readonly List<Task> _parting = [];
    private TransferState _state = TransferState.Over;
    private TransferRequested? _request;
    private TransferReport _report = new(TransferResult.Failed, TransferWay.None);
    private Task<TransferOutcome> _refer = Task.FromResult(new TransferOutcome(TransferResult.LineGone));
    private DialledLine? _line;
    private CallBridge? _early;
    private CallEndReason? _handedOver;

    public void Begin(TransferRequested request)
    {
        if (_request is not null)
        {
            request.Told(new TransferReport(TransferResult.NotNow, TransferWay.None, null, "Another transfer of this call is under way."));
            return;
        }
        _request = request;
        _state = TransferState.Idle;
        _report = new TransferReport(TransferResult.Failed, TransferWay.None);
        call.TransferBegins();
        Step(FirstStep(request.Order));
    }

    /// <returns>False: it is none of the transfer's.</returns>
    public bool Handle(CallEvent callEvent)
    {
        switch (callEvent)
        {
            case ReferEnded ended:
                if (ended.Refer == _refer) TakeRefer(ended.Outcome);
                return true;
            case LineEvent of when of.Line == _line:
                TakeLine(of.Event);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The caller's line has ended: a transfer may be why, although nobody has said so yet.</summary>
    public async Task<CallEndReason> ExplainAsync(CallEndReason reason)
    {
        // The outcome of a REFER is there at the latest with the end of its line.
        if (_state is TransferState.Referring or TransferState.Replacing or TransferState.ReplacingAlone) TakeRefer(await _refer);
        else if (_request is not null) Step(TransferInput.CallerGone);
        return _handedOver ?? reason;
    }

    /// <summary>The call is over: lets everything go that is left.</summary>
    public async Task EndAsync(CallEndReason reason)
    {
        if (_request is not null) Tell(_report with { Result = TransferResult.LineGone, Reason = "The call ended." });
        LetLineGo(reason);
        await Task.WhenAll(_parting);
    }

    private TransferInput FirstStep(TransferOrder order) =>
        order.Mode == TransferMode.Attended ? TransferInput.DialAttended
        // The other side dials by the way that it has come by; another one is ours to dial.
        : order.Target.Trunk is { } trunk && trunk != context.Leg.Info.Trunk ? TransferInput.DialBlind
        : TransferInput.AskPeer;

    private void Step(TransferInput input)
    {
        (_state, var action) = TransferMachine.Step(_state, input);
        switch (action)
        {
            case TransferAction.Refer:
                Ask(TransferWay.Refer, new TransferTarget(_request!.Order.Target.Address) { Headers = _request.Order.Target.Headers });
                break;
            case TransferAction.Dial:
                Dial(_request!.Order.Target);
                break;
            case TransferAction.Replace:
                Quieten();
                Ask(TransferWay.Replaces, TransferTarget.Join(_line!.Leg));
                break;
            case TransferAction.Join:
                Join();
                break;
            case TransferAction.Done:
                HandOver();
                break;
            case TransferAction.Fail:
                Fail();
                break;
            case TransferAction.GiveUp:
                LetLineGo(CallEndReason.CallerHangup);
                Tell(_report with { Result = TransferResult.LineGone, Reason = "The caller hung up." });
                break;
        }
    }

    private void Ask(TransferWay way, TransferTarget target)
    {
        _report = _report with { Way = way };
        _refer = context.Leg.TransferAsync(target, CancellationToken.None);
        _ = PostAsync(_refer);
    }

    private async Task PostAsync(Task<TransferOutcome> refer) => context.Mailbox.Post(new ReferEnded(refer, await refer));

    private void Dial(DialTarget wanted)
    {
        _report = new TransferReport(TransferResult.Failed, TransferWay.Bridge);
        var target = wanted with { Trunk = wanted.Trunk ?? context.Leg.Info.Trunk, OnBehalfOf = context.Leg.Info.From };
        try
        {
            _line = new DialledLine(outbound(), target);
        }
        catch (DialRefusedException refused)
        {
            _report = _report with { Result = TransferResult.NotAllowed, Reason = refused.Message };
            Step(TransferInput.TargetGone);
            return;
        }
        _line.Forward(context.Mailbox);
    }

    private void TakeRefer(TransferOutcome outcome)
    {
        _report = _report with { Result = outcome.Result, SipStatus = outcome.SipStatus };
        Step(TransferMachine.InputOf(outcome.Result));
    }

    private void TakeLine(CallEvent happened)
    {
        switch (happened)
        {
            case LegRinging { EarlyMedia: true }:
                HearEarly();
                break;
            case LegRinging:
                context.Leg.Play(new RingingTone(context.Leg.RateHz));
                break;
            case LegAnswered:
                Step(TransferInput.TargetAnswered);
                break;
            case LegEnded ended:
                // A consultation that somebody took over ends well; the REFER tells.
                if (_state is TransferState.Dialling or TransferState.Consulting)
                    _report = _report with { Result = TransferResult.Failed, SipStatus = ended.Reason.Cause?.SipStatus, Reason = ended.Reason.Detail };
                Step(TransferInput.TargetGone);
                break;
        }
    }

    // The target's own ringing or announcement; it hears nobody before it has answered.
    private void HearEarly()
    {
        _early = new CallBridge();
        _early.Add(context.Leg);
        _early.Add(_line!.Leg);
        _early.Let(context.Leg, _line.Leg, hear: true);
    }

    private void Quieten()
    {
        context.Leg.Play(null);
        if (_early is null) return;
        _early.Remove(context.Leg);
        _early.Remove(_line!.Leg);
        _early = null;
    }

    private void Join()
    {
        Quieten();
        var line = _line!;
        _line = null;
        Tell(new TransferReport(TransferResult.Succeeded, TransferWay.Bridge, 200));
        call.Joined(line);
    }

    private void HandOver()
    {
        var order = _request!.Order;
        _handedOver = new CallEndReason(EndCode.Transferred, order.By);
        LetLineGo(_handedOver);
        Tell(_report);
        call.HandedOver(_handedOver);
    }

    private void Fail()
    {
        Quieten();
        LetLineGo(CallEndReason.OperatorHangup);
        var report = _report;
        Tell(report);
        call.TransferFailed(report);
    }

    private void LetLineGo(CallEndReason reason)
    {
        if (_line is not { } line) return;
        Quieten();
        _line = null;
        _parting.Add(line.LetGoAsync(reason));
    }

    private void Tell(TransferReport report)
    {
        var (order, told) = (_request!.Order, _request.Told);
        _request = null;
        context.Record.Note(new CallNote(context.Id, time.GetUtcNow(), "transfer", new Dictionary<string, string>
        {
            ["by"] = order.By.ToString().ToLowerInvariant(),
            ["entry"] = order.Entry ?? "",
            ["target"] = order.Target.Address,
            ["trunk"] = order.Target.Trunk ?? context.Leg.Info.Trunk ?? "",
            ["mode"] = order.Mode.ToString().ToLowerInvariant(),
            ["way"] = report.Way.ToString().ToLowerInvariant(),
            ["result"] = report.Result.ToString().ToLowerInvariant(),
            ["sipStatus"] = report.SipStatus?.ToString(CultureInfo.InvariantCulture) ?? "",
            ["reason"] = report.Reason ?? "",
        }));
        told(report);
    }

    /// <summary>A REFER has come to its end.</summary>
    private sealed record ReferEnded(Task<TransferOutcome> Refer, TransferOutcome Outcome) : CallEvent;
}
