using System.Collections.Concurrent;
using System.Globalization;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Speech;
using Xunit.Abstractions;

namespace Voxie.Interop.Conversations;

/// <summary>All 256 human prompts, spoken over SIP: what the record holds against what was said.</summary>
[Collection(MeasuredNodeTests.Name), Trait(MeasuredNodeTests.Trait, MeasuredNodeTests.Alone)]
public sealed class WordErrorRateTests(VoxieNode node, ITestOutputHelper output) : IDisposable
{
    private const int Lines = 8;
    private const double Limit = 0.04;

    /// <summary>Enough that the turn is over before the next prompt begins; the agent's answer to it is spoken over.</summary>
    private const double PauseSeconds = 1.6;

    private readonly PhoneBank _bank = new();

    public void Dispose() => _bank.Dispose();

    [Fact]
    public async Task Human_speech_is_understood()
    {
        await node.Process.Api.AddAgentAsync("listener", "Listener");
        var waiting = new ConcurrentQueue<Prompt>(Prompts.All);
        var results = new ConcurrentBag<(Prompt Prompt, string Heard)>();
        await Task.WhenAll(Enumerable.Range(0, Lines).Select(line => SpeakAsync(line, waiting, results)));

        var total = new WordErrors(0, 0);
        foreach (var (prompt, heard) in results.OrderBy(result => result.Prompt.Name, StringComparer.Ordinal))
        {
            var errors = WordErrors.Of(prompt.Text, heard);
            total += errors;
            if (errors.Edits > 0)
            {
                output.WriteLine($"{errors.Edits,2}  {prompt.Name}: {prompt.Text}\n    heard: {heard}");
            }
        }

        output.WriteLine($"word errors over SIP: {total.Rate:P2} ({total.Edits} of {total.Words} words, {results.Count} prompts)");
        Assert.Equal(Prompts.All.Count, results.Count);
        Assert.True(total.Rate <= Limit, $"{total.Rate:P2}");
    }

    /// <summary>Calls and speaks prompt after prompt; when the agent hangs up (some prompts say goodbye), calls again.</summary>
    private async Task SpeakAsync(int line, ConcurrentQueue<Prompt> waiting, ConcurrentBag<(Prompt Prompt, string Heard)> results)
    {
        for (var call = 0; !waiting.IsEmpty; call++)
        {
            var user = string.Create(CultureInfo.InvariantCulture, $"prompts-{line}-{call}");
            using var phone = await Line.DialAsync(node.Process, _bank, user, "listener");
            await Task.Delay(300);
            var spoken = new List<(Prompt Prompt, DateTimeOffset From)>();
            while (!phone.Ended.IsCompleted && waiting.TryDequeue(out var prompt))
            {
                spoken.Add((prompt, DateTimeOffset.UtcNow));
                // A call that ends takes what was being said with it: SayAsync would never return.
                await Task.WhenAny(phone.SayAsync(Sound.Join(prompt.Samples, Sound.Silence(PauseSeconds))), phone.Ended);
            }

            if (!phone.Ended.IsCompleted)
            {
                await phone.HangUpAsync();
            }

            foreach (var result in Match(spoken, await node.Process.Api.ClosedCallFromAsync(user), waiting))
            {
                results.Add(result);
            }
        }
    }

    /// <summary>The turns that began while a prompt was spoken are what was heard of it.</summary>
    private static IEnumerable<(Prompt Prompt, string Heard)> Match(List<(Prompt Prompt, DateTimeOffset From)> spoken, CallRecordView record, ConcurrentQueue<Prompt> waiting)
    {
        for (var i = 0; i < spoken.Count; i++)
        {
            var until = i + 1 < spoken.Count ? spoken[i + 1].From : DateTimeOffset.MaxValue;
            var turns = record.CallerTurns.Where(turn => turn.StartedAt >= spoken[i].From && turn.StartedAt < until).ToList();
            // The line went dead in the middle of it: that prompt is said again on the next call.
            if (i == spoken.Count - 1 && record.EndReason!.Side != "caller" && turns.Count == 0)
            {
                waiting.Enqueue(spoken[i].Prompt);
                continue;
            }

            yield return (spoken[i].Prompt, string.Join(' ', turns.Select(turn => turn.Text)));
        }
    }
}
