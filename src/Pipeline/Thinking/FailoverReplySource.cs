using System.Runtime.CompilerServices;
using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Thinking;

/// <summary>
/// Answers from the first source while it works, and from the second in the very turn in which the first fails. After two failures
/// in a row the first is left alone for a while, so that not every turn waits for its deadline. One per call, call loop only.
/// </summary>
internal sealed class FailoverReplySource(IReplySource first, IReplySource second, TimeProvider time) : IReplySource
{
    private const int FailuresUntilRest = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private int _failures;
    private long _restSince;

    public async Task WarmAsync(CancellationToken cancellation)
    {
        await second.WarmAsync(cancellation);
        await first.WarmAsync(cancellation);
    }

    public IAsyncEnumerable<ReplyPart> ReplyAsync(CallerTurn turn, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        AnswerAsync(source => source.ReplyAsync(turn, history, cancellation), cancellation);

    public IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        AnswerAsync(source => source.RepromptAsync(times, history, cancellation), cancellation);

    public IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
        AnswerAsync(source => source.TransferFailedAsync(report, history, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        await first.DisposeAsync();
        await second.DisposeAsync();
    }

    private async IAsyncEnumerable<ReplyPart> AnswerAsync(Func<IReplySource, IAsyncEnumerable<ReplyPart>> ask, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var said = false;
        if (_failures < FailuresUntilRest || time.GetElapsedTime(_restSince) >= Rest)
        {
            var failed = false;
            await foreach (var part in ask(first).WithCancellation(cancellation))
            {
                said |= part is SayPart;
                failed = part is FailedPart;
                yield return part;
                if (failed)
                    break;
            }
            if (!failed)
            {
                _failures = 0;
                yield break;
            }
            _failures++;
            _restSince = time.GetTimestamp();
        }

        // Half an answer is out already: a second one would contradict or repeat it.
        if (said)
        {
            yield return new SayPart("I'm sorry, I lost my thread. Could you say that again, please?");
            yield break;
        }
        await foreach (var part in ask(second).WithCancellation(cancellation))
            yield return part;
    }
}
