using System.Threading.Channels;
using Voxie.Pipeline.Audio;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Cli.Calling;

/// <summary>One test call from dialling to its end, on any <see cref="IOutboundLegs"/>.</summary>
internal sealed class TestCall(IOutboundLegs legs, TimeProvider time)
{
    /// <exception cref="DialRefusedException">The target may not be dialled.</exception>
    public async Task<(CallReport Report, short[] Heard, int RateHz)> RunAsync(CallRequest request, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = time.CreateTimer(_ => limit.Cancel(), null, request.Longest, Timeout.InfiniteTimeSpan);
        var dialled = time.GetTimestamp();
        await using var leg = legs.Dial(new DialTarget(request.Address, request.From, request.Trunk));
        var mailbox = new CallMailbox();
        leg.Connect(mailbox);

        var end = await AnsweredAsync(mailbox.Reader, limit.Token);
        if (end is not null) return (Report(request, leg, end, null, dialled, null), [], leg.RateHz);

        var answered = time.GetTimestamp();
        var caller = new ScriptedCaller(Turns(request, leg.RateHz), Options(request, leg.RateHz), time);
        leg.Listen(caller);
        leg.Play(caller);
        end = await EndAsync(mailbox.Reader, caller, leg, limit.Token);
        leg.Play(null);
        leg.Listen(null);
        var (heard, _) = caller.Take();
        return (Report(request, leg, end, caller, dialled, answered), heard, leg.RateHz);
    }

    /// <returns>Null once answered; otherwise why it was not.</returns>
    private static async Task<CallEndReason?> AnsweredAsync(ChannelReader<CallEvent> events, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                switch (await events.ReadAsync(cancellation))
                {
                    case LegAnswered: return null;
                    case LegEnded ended: return ended.Reason;
                    default: continue;
                }
            }
        }
        catch (OperationCanceledException)
        {
            return new CallEndReason(EndCode.NoAnswer, EndSide.Carrier, "not answered within the time given");
        }
    }

    /// <summary>Until the other side hangs up, the script is done, or time is up; in the last two cases we hang up.</summary>
    private static async Task<CallEndReason> EndAsync(
        ChannelReader<CallEvent> events, ScriptedCaller caller, ICallLeg leg, CancellationToken cancellation)
    {
        var ended = LegEndedAsync(events, cancellation);
        await Task.WhenAny(ended, caller.Finished);
        if (ended.IsCompletedSuccessfully) return await ended;
        var reason = cancellation.IsCancellationRequested
            ? new CallEndReason(EndCode.MaxDuration, EndSide.Caller, "the time given was up")
            : CallEndReason.CallerHangup;
        await leg.HangUpAsync(reason);
        return reason;
    }

    private static async Task<CallEndReason> LegEndedAsync(ChannelReader<CallEvent> events, CancellationToken cancellation)
    {
        while (true)
        {
            if (await events.ReadAsync(cancellation) is LegEnded ended) return ended.Reason;
        }
    }

    private CallReport Report(CallRequest request, ICallLeg leg, CallEndReason end, ScriptedCaller? caller, long dialled, long? answered)
    {
        var report = leg.Report();
        return new CallReport(
            request.Address, end.Detail is null ? $"{end.Code}" : $"{end.Code}: {end.Detail}", report.SipStatus, report.Codec,
            answered is { } at ? time.GetElapsedTime(dialled, at).TotalMilliseconds : null,
            caller?.FirstHeard is { } first && answered is { } from ? time.GetElapsedTime(from, first).TotalMilliseconds : null,
            time.GetElapsedTime(dialled).TotalMilliseconds, caller?.Take().Timings ?? [], null, null);
    }

    private static CallerOptions Options(CallRequest request, int rateHz) =>
        new(rateHz, request.YieldAfter, request.BargeInAfter, TimeSpan.FromSeconds(10));

    private static List<CallerTurn> Turns(CallRequest request, int rateHz)
    {
        var turns = new List<CallerTurn>();
        foreach (var file in request.Say)
        {
            var wav = WavFile.Read(file.FullName);
            var resampler = new Resampler(wav.RateHz, rateHz);
            var mono = wav.ToMono();
            var samples = new short[resampler.MaxOutput(mono.Length) + resampler.MaxOutput(0)];
            var count = resampler.Process(mono, samples);
            count += resampler.Flush(samples.AsSpan(count));
            turns.Add(CallerTurn.From(file.Name, samples[..count], rateHz));
        }
        return turns;
    }
}
