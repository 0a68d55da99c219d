using Microsoft.Extensions.Logging;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>
/// One call from admission to record: the single reader of its mailbox, and the only place where a call ends. The line rings while
/// the conductor gets ready, and is answered when it is.
/// </summary>
internal sealed partial class Call(CallContext context, IConductorFactory conductors, CallLimits limits, ICallArtifactSink? artifacts, TimeProvider time, ILogger logger)
{
    private readonly ICallLeg _leg = context.Leg;
    private readonly CallMailbox _mailbox = context.Mailbox;
    private readonly CallSupervisor _supervisor = new(time, context.Mailbox, limits, context.Agent.Limits.MaxDuration);
    private IConductor? _conductor;
    private Task _preparing = Task.CompletedTask;
    private bool _answered;

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
            if (told is null) LogFault(logger, fault, context.Id);
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
        context.Record.Admitted(AdmissionLine());
        _leg.Connect(_mailbox);
        _conductor = conductors.Create(context);
        await _leg.RingAsync(_supervisor.Opening);
        _preparing = PrepareAsync(_conductor);

        while (true)
        {
            switch (await _mailbox.Reader.ReadAsync())
            {
                case LegEnded ended:
                    return ended.Reason;
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
                    await AnswerAsync(_conductor);
                    break;
                case RecordingChanged change:
                    context.Recording!.Note(change);
                    break;
                case { } other when _answered:
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
            LogFault(logger, fault, context.Id);
            failure = new CallEndReason(EndCode.InternalError, EndSide.Us, fault.GetType().Name);
        }
        _mailbox.Post(new ConductorPrepared(failure));
    }

    private async Task AnswerAsync(IConductor conductor)
    {
        await _leg.AnswerAsync(_supervisor.Opening);
        _answered = true;
        _supervisor.Answered();
        context.Record.Answered(new CallAnswered(context.Id, time.GetUtcNow()));
        if (context.Recording is { Consent: null } recording) recording.Start();
        conductor.Start();
    }

    private async Task EndAsync(CallEndReason reason)
    {
        var endedAt = time.GetUtcNow();
        _supervisor.Abandon();
        // The conductor first: it stops what still listens and speaks, and writes the turn that was cut short.
        await QuietlyAsync("conductor", limits.LetGoWithin, LetConductorGoAsync);
        await QuietlyAsync("line", limits.HangUpWithin, () => _leg.HangUpAsync(reason).AsTask());
        LegReport? report = null;
        await QuietlyAsync("report", limits.LetGoWithin, () => Task.FromResult(report = _leg.Report()));
        await QuietlyAsync("leg", limits.LetGoWithin, () => _leg.DisposeAsync().AsTask());
        if (context.Recording is { } recording) await QuietlyAsync("recording", limits.LetGoWithin, recording.FinishAsync);
        if (artifacts is not null) await QuietlyAsync("artifacts", limits.LetGoWithin, () => KeepArtifactsAsync(artifacts));
        _supervisor.Stop();
        _mailbox.Close();
        context.Record.Ended(new CallEnded(context.Id, endedAt, reason, report));
        LogEnded(logger, context.Id, reason.Code, reason.Side);
    }

    // Before the record's last line: whoever sees the call ended finds them.
    private Task KeepArtifactsAsync(ICallArtifactSink artifacts)
    {
        if (_leg.Artifacts() is { Count: > 0 } left) artifacts.Keep(context.Id, left);
        return Task.CompletedTask;
    }

    private async Task LetConductorGoAsync()
    {
        await _preparing;
        if (_conductor is not null) await _conductor.DisposeAsync();
    }

    // A step of the end that fails or hangs must not keep the next one from being taken.
    private async Task QuietlyAsync(string step, TimeSpan bound, Func<Task> run)
    {
        try
        {
            await run().WaitAsync(bound, time);
        }
        catch (Exception fault)
        {
            LogEndStepFailed(logger, fault, context.Id, step);
        }
    }

    private CallEndReason? EndAlreadyPosted()
    {
        while (_mailbox.Reader.TryRead(out var callEvent))
        {
            if (callEvent is LegEnded ended) return ended.Reason;
            if (callEvent is HangUpRequested request) return request.Reason;
            if (callEvent is FarewellRequested farewell) return farewell.Reason;
        }
        return null;
    }

    private CallAdmitted AdmissionLine()
    {
        var info = _leg.Info;
        return new CallAdmitted(context.Id, time.GetUtcNow(), info.Kind, info.Direction, info.From, info.To, info.Peer, info.Reference,
            context.Agent.Id, context.Agent.Name, context.Agent.Version);
    }

    private sealed record ConductorPrepared(CallEndReason? Failure) : CallEvent;
}
