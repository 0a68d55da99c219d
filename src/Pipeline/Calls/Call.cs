using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// One call from admission to record: the single reader of its mailbox, and the only place where a call ends. The line rings while
/// the conductor gets ready, and is answered when it is.
/// </summary>
internal sealed partial class Call
{
    private readonly CallContext _context;
    private readonly IConductorFactory _conductors;
    private readonly CallParts _parts;
    private readonly CallLimits _limits;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ICallLeg _leg;
    private readonly CallMailbox _mailbox;
    private readonly CallSupervisor _supervisor;
    private readonly CallTransfer _transfer;
    private IConductor? _conductor;
    private Task _preparing = Task.CompletedTask;
    private bool _prepared;
    private bool _lineUp;
    private bool _answered;

    public Call(CallContext context, IConductorFactory conductors, CallParts parts)
    {
        (_context, _conductors, _parts) = (context, conductors, parts);
        (_limits, _time, _logger) = (parts.Limits, parts.Time, parts.Logger);
        (_leg, _mailbox) = (context.Leg, context.Mailbox);
        _supervisor = new CallSupervisor(_time, _mailbox, _limits, context.Agent.Limits.MaxDuration);
        _transfer = new CallTransfer(context, parts.Outbound, this, _time);
    }

    /// <summary>We have called: the line is answered by the other side.</summary>
    private bool IsOurs => _leg.Info.Direction == CallDirection.Outbound;

    /// <summary>Never throws. Completes when the record is closed and the line let go.</summary>
    public async Task RunAsync()
    {
        // The door that hands the call in must not wait for it.
        await Task.Yield();
        var reason = new CallEndReason(EndCode.InternalError, EndSide.Us);
        try
        {
            reason = await ConverseAsync();
        }
        catch (Exception fault)
        {
            // A verb on a line that is already gone may throw: then the line's own end is the reason, or the supervisor's verdict.
            var told = EndAlreadyPosted();
            if (told is null) LogFault(_logger, fault, _context.Id);
            reason = told ?? reason with { Detail = fault.GetType().Name };
        }
        finally
        {
            await EndAsync(reason);
        }
    }

    private async Task<CallEndReason> ConverseAsync()
    {
        // Law 5: the record comes before anything that the caller can hear or see.
        _context.Record.Admitted(AdmissionLine());
        _leg.Connect(_mailbox);
        _conductor = _conductors.Create(_context);
        if (!IsOurs && !_conductor.RingsItself) await _leg.RingAsync(_supervisor.Opening);
        _preparing = PrepareAsync(_conductor);

        while (true)
        {
            switch (await _mailbox.Reader.ReadAsync())
            {
                case LegEnded ended:
                    return await _transfer.ExplainAsync(ended.Reason);
                case HangUpRequested request:
                    return request.Reason;
                case FarewellRequested farewell when !_answered || !_conductor.TakeLeave(farewell.Reason):
                    return farewell.Reason;
                case FarewellRequested farewell:
                    _supervisor.Leaving(farewell.Reason);
                    break;
                case ConductorPrepared { Failure: { } failure }:
                    return failure;
                case ConductorPrepared:
                    _prepared = true;
                    await BeginWhenReadyAsync(_conductor);
                    break;
                case LegAnswered when IsOurs && !_lineUp:
                    _lineUp = true;
                    await BeginWhenReadyAsync(_conductor);
                    break;
                case CallCommand command:
                    Carry(command);
                    break;
                case RecordingChanged change:
                    _context.Recording!.Note(change);
                    break;
                case { } other when _answered && !_transfer.Handle(other):
                    _conductor.Handle(other);
                    break;
            }
        }
    }

    // Runs beside the loop, so that a caller who gives up while it rings is noticed at once. Until it is done the loop
    // calls nothing else of the conductor.
    private async Task PrepareAsync(IConductor conductor)
    {
        CallEndReason? failure = null;
        try
        {
            await conductor.PrepareAsync(_supervisor.Opening);
        }
        catch (ConductorFailedException failed)
        {
            failure = failed.Reason;
        }
        catch (OperationCanceledException) when (_supervisor.Opening.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            LogFault(_logger, fault, _context.Id);
            failure = new CallEndReason(EndCode.InternalError, EndSide.Us, fault.GetType().Name);
        }
        _mailbox.Post(new ConductorPrepared(failure));
    }

    /// <summary>Answers the line when the conductor is ready; a line that we have dialled has to be answered besides.</summary>
    private async Task BeginWhenReadyAsync(IConductor conductor)
    {
        if (!_prepared || (IsOurs && !_lineUp)) return;
        if (!IsOurs) await _leg.AnswerAsync(_supervisor.Opening);
        _answered = true;
        _supervisor.Answered();
        _context.Record.Answered(new CallAnswered(_context.Id, _time.GetUtcNow()));
        if (_context.Recording is { Consent: null } recording) recording.Start();
        conductor.Start();
    }

    private async Task EndAsync(CallEndReason reason)
    {
        var endedAt = _time.GetUtcNow();
        _supervisor.Abandon();
        // The conductor first: it stops what still listens and speaks, and writes the turn that was cut short.
        _conductor?.Ending(reason);
        await QuietlyAsync("conductor", _limits.LetGoWithin, LetConductorGoAsync);
        await QuietlyAsync("transfer", _limits.HangUpWithin, () => _transfer.EndAsync(reason));
        await QuietlyAsync("line", _limits.HangUpWithin, () => _leg.HangUpAsync(reason).AsTask());
        LegReport? report = null;
        await QuietlyAsync("report", _limits.LetGoWithin, () => Task.FromResult(report = _leg.Report() with { Echo = _conductor?.Echo }));
        await QuietlyAsync("leg", _limits.LetGoWithin, () => _leg.DisposeAsync().AsTask());
        if (_context.Recording is { } recording) await QuietlyAsync("recording", _limits.LetGoWithin, recording.FinishAsync);
        if (_parts.Artifacts is { } artifacts) await QuietlyAsync("artifacts", _limits.LetGoWithin, () => KeepArtifactsAsync(artifacts));
        _supervisor.Stop();
        CloseMailbox();
        _context.Record.Ended(new CallEnded(_context.Id, endedAt, reason, report));
        LogEnded(_logger, _context.Id, reason.Code, reason.Side);
    }

    // Before the record's last line: whoever sees the call ended finds them.
    private Task KeepArtifactsAsync(ICallArtifactSink artifacts)
    {
        if (_leg.Artifacts() is { Count: > 0 } left) artifacts.Keep(_context.Id, left);
        return Task.CompletedTask;
    }

    private async Task LetConductorGoAsync()
    {
        await _preparing;
        if (_conductor is not null) await _conductor.DisposeAsync();
        await _departing;
    }

    // A step of the end that fails or hangs must not keep the next one from being taken.
    private async Task QuietlyAsync(string step, TimeSpan bound, Func<Task> run)
    {
        try
        {
            await run().WaitAsync(bound, _time);
        }
        catch (Exception fault)
        {
            LogEndStepFailed(_logger, fault, _context.Id, step);
        }
    }

    private CallEndReason? EndAlreadyPosted()
    {
        while (_mailbox.Reader.TryRead(out var callEvent))
        {
            (callEvent as CallCommand)?.Decline(over: true);
            if (callEvent is LegEnded ended) return ended.Reason;
            if (callEvent is HangUpRequested request) return request.Reason;
            if (callEvent is FarewellRequested farewell) return farewell.Reason;
        }
        return null;
    }

    private CallAdmitted AdmissionLine()
    {
        var info = _leg.Info;
        return new CallAdmitted(_context.Id, _time.GetUtcNow(), info.Kind, info.Direction, info.From, info.To, info.Peer, info.Reference,
            _context.Agent.Id, _context.Agent.Name, _context.Agent.Version);
    }

    private sealed record ConductorPrepared(CallEndReason? Failure) : CallEvent;
}
