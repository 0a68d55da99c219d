using System.Diagnostics;
using Voxie.Interop.Audio;
using Voxie.Interop.Conversations;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Speech;

namespace Voxie.Interop;

/// <summary>A phone that gives our own voice back, 200 ms later: the agent talks neither to itself nor less to the caller.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class EchoTests(VoxieNode node) : IDisposable
{
    private const string User = "echoing-phone";
    private readonly PhoneBank _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task An_agent_that_hears_itself_goes_on_and_still_hears_the_caller()
    {
        var phone = _bank.Add(User, node.Process.SipPort);
        phone.PlaysBack = (TimeSpan.FromMilliseconds(200), 12);
        Assert.Equal(200, await phone.DialAsync("reception"));
        await phone.HearOutAsync(0, TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(20));

        var asked = await phone.SayAsync(await Voices.SayAsync("What services do you offer?"));
        var answer = await phone.HearOutAsync(asked, TimeSpan.FromMilliseconds(1300), TimeSpan.FromSeconds(40));
        Assert.NotNull(answer);

        asked = await phone.SayAsync(await Voices.SayAsync("What services do you offer?"));
        await phone.HearOutAsync(asked, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        await Task.Delay(1500);
        var over = phone.SayAsync(await Voices.SayAsync("Hold on a moment please, I would like to know where I can park my car."));
        var onset = Stopwatch.GetTimestamp();
        await over;
        await Task.Delay(500);
        Assert.True(Quiet(phone.Heard(onset)) is { } quiet && quiet < TimeSpan.FromMilliseconds(1000), "the agent falls silent for the caller");
        await phone.HangUpAsync();

        var record = await node.Process.Api.ClosedCallFromAsync(User);
        var turns = record.Turns.OrderBy(turn => turn.Number).ToList();
        // Greeting, question, answer: nothing cut, and nobody else said anything.
        Assert.True(turns.Take(3).Select(turn => (turn.Role, turn.Interrupted)).SequenceEqual([("agent", false), ("caller", false), ("agent", false)]), record.ToString());
        Assert.Contains("services", turns[1].Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(turns.Skip(3), turn => turn is { Role: "agent", Interrupted: true });
        var echo = record.Leg!.Echo!;
        Assert.InRange(echo.DelayMs, 180, 300);
        Assert.InRange(echo.LossDb, 8, 16);
        Assert.True(echo.EnhancementDb > 12, echo.ToString());
    }

    /// <summary>From the beginning to the first of half a second without a loud frame.</summary>
    private static TimeSpan? Quiet(List<HeardFrame> heard)
    {
        var quiet = heard.FindIndex(frame => heard.Where(later => later.At >= frame.At).Take(25).All(later => Sound.IsSilent(later.Samples)));
        return quiet < 0 ? null : Stopwatch.GetElapsedTime(heard[0].At, heard[quiet].At);
    }
}
