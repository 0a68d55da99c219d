using System.Runtime.CompilerServices;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;

namespace Voxie.TestKit;

/// <summary>A brain that answers by a function, and keeps what it was asked.</summary>
public sealed class ScriptedReplies(TimeProvider time) : IReplySource
{
    /// <summary>What is answered to a turn.</summary>
    public Func<CallerTurn, IEnumerable<ReplyPart>> Reply { get; set; } = turn => [new SayPart($"You said {turn.Text}")];

    /// <summary>What is said to a silent caller, by how often in a row.</summary>
    public Func<int, IEnumerable<ReplyPart>> Reprompt { get; set; } = times =>
        times <= 2 ? [new SayPart("Are you there?")] : [new SayPart("Goodbye then."), new HangUpPart()];

    /// <summary>Before each part.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(50);

    public bool FailWarm { get; set; }
    public bool NeverWarm { get; set; }

    /// <summary>So many replies throw instead of answering.</summary>
    public int FailReplies { get; set; }

    /// <summary>So many replies never come, and look at no cancellation.</summary>
    public int StallReplies { get; set; }

    public List<CallerTurn> Turns { get; } = [];

    /// <summary>The history given with the last turn, one line per turn.</summary>
    public IReadOnlyList<string> History { get; private set; } = [];

    public int Cut { get; private set; }
    public bool Disposed { get; private set; }

    public async Task WarmAsync(CancellationToken cancellation)
    {
        if (NeverWarm) await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
        if (FailWarm) throw new InvalidOperationException("no brain");
    }

    public IAsyncEnumerable<ReplyPart> ReplyAsync(CallerTurn turn, IReadOnlyList<HeardTurn> history, CancellationToken cancellation)
    {
        Turns.Add(turn);
        History = [.. history.Select(t => $"{(t.Role == TurnRole.Caller ? "caller" : "agent")}: {t.Text}")];
        return PartsAsync(Reply(turn), cancellation);
    }

    public IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        PartsAsync(Reprompt(times), cancellation);

    /// <summary>What is said to a caller who could not be connected.</summary>
    public Func<TransferReport, IEnumerable<ReplyPart>> TransferFailed { get; set; } = report => [new SayPart($"That did not work. {report.Result}.")];

    public IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        PartsAsync(TransferFailed(report), cancellation);

    public ValueTask DisposeAsync()
    {
        Disposed = true;
        return ValueTask.CompletedTask;
    }

    private async IAsyncEnumerable<ReplyPart> PartsAsync(IEnumerable<ReplyPart> parts, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (StallReplies > 0 && StallReplies-- > 0) await Task.Delay(Timeout.InfiniteTimeSpan, time, CancellationToken.None);
        if (FailReplies > 0 && FailReplies-- > 0) throw new InvalidOperationException("told to");
        foreach (var part in parts)
        {
            try
            {
                await Task.Delay(Delay, time, cancellation);
            }
            catch (OperationCanceledException)
            {
                Cut++;
                throw;
            }
            yield return part;
        }
    }
}
