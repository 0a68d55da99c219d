using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Thinking;
using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Thinking;

public class FailoverReplySourceTests
{
    private static readonly FailedPart Failed = new(new ProviderFailure("openai", ProviderStage.LlmConnect, "down"));

    private readonly FakeTimeProvider _time = new();
    private readonly FixedReplies _first = new();
    private readonly FixedReplies _second = new() { Parts = [new SayPart("From the script.")] };

    [Fact]
    public async Task While_the_first_works_the_second_is_not_asked()
    {
        _first.Parts = [new SayPart("From the model.")];
        Assert.Equal(_first.Parts, await AskAsync(Source()));
        Assert.Equal(0, _second.Asked);
    }

    [Fact]
    public async Task The_second_answers_in_the_turn_in_which_the_first_fails()
    {
        _first.Parts = [Failed];
        Assert.Equal([Failed, new SayPart("From the script.")], await AskAsync(Source()));
    }

    [Fact]
    public async Task Half_an_answer_is_not_followed_by_another()
    {
        _first.Parts = [new SayPart("We open"), Failed];
        var parts = await AskAsync(Source());
        Assert.Equal([new SayPart("We open"), Failed], parts.Take(2));
        Assert.Contains("say that again", Assert.IsType<SayPart>(parts[2]).Text);
        Assert.Equal(0, _second.Asked);
    }

    [Fact]
    public async Task After_two_failures_the_first_rests_for_a_minute()
    {
        _first.Parts = [Failed];
        var source = Source();
        await AskAsync(source);
        await AskAsync(source);
        await AskAsync(source);
        Assert.Equal(2, _first.Asked);
        _time.Advance(TimeSpan.FromSeconds(60));
        _first.Parts = [new SayPart("Back.")];
        Assert.Equal(_first.Parts, await AskAsync(source));
        Assert.Equal(_first.Parts, await AskAsync(source));
        Assert.Equal(4, _first.Asked);
    }

    [Fact]
    public async Task Both_are_disposed()
    {
        await Source().DisposeAsync();
        Assert.True(_first.Disposed && _second.Disposed);
    }

    private FailoverReplySource Source() => new(_first, _second, _time);

    private static Task<List<ReplyPart>> AskAsync(FailoverReplySource source) =>
        ReplyGeneratorTests.Collect(source.ReplyAsync(new CallerTurn("Hello"), [], default));

    private sealed class FixedReplies : IReplySource
    {
        public IReadOnlyList<ReplyPart> Parts { get; set; } = [];
        public int Asked { get; private set; }
        public bool Disposed { get; private set; }

        public Task WarmAsync(CancellationToken cancellation) => Task.CompletedTask;

        public async IAsyncEnumerable<ReplyPart> ReplyAsync(
            CallerTurn turn, IReadOnlyList<HeardTurn> history, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
        {
            Asked++;
            await Task.CompletedTask;
            foreach (var part in Parts)
                yield return part;
        }

        public IAsyncEnumerable<ReplyPart> RepromptAsync(int times, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
            ReplyAsync(new CallerTurn(""), history, cancellation);

        public IAsyncEnumerable<ReplyPart> TransferFailedAsync(TransferReport report, IReadOnlyList<HeardTurn> history, CancellationToken cancellation) =>
            ReplyAsync(new CallerTurn(""), history, cancellation);

        public ValueTask DisposeAsync()
        {
            Disposed = true;
            return ValueTask.CompletedTask;
        }
    }
}
