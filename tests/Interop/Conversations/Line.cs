using System.Diagnostics;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Speech;

namespace Voxie.Interop.Conversations;

/// <summary>One caller's side of a conversation over SIP, at a polite caller's pace: waits until the agent has finished.</summary>
internal sealed class Line(VoxieProcess node, TestPhone phone) : IDisposable
{
    /// <summary>Quiet after which a caller takes the turn: longer than the agent's pauses between sentences.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(1300);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const int MostRefusals = 30;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public string User => phone.User;

    public bool IsOver => phone.Ended.IsCompleted;

    /// <summary>Dials and hears the greeting out.</summary>
    public static async Task<Line> OpenAsync(VoxieProcess node, PhoneBank bank, string user, string agent = VoxieNode.BriefReception)
    {
        var phone = await DialAsync(node, bank, user, agent);
        await phone.HearOutAsync(0, TimeSpan.FromMilliseconds(700), TimeSpan.FromSeconds(15));
        return new Line(node, phone);
    }

    /// <summary>Dials until answered. A busy node (503) is tried again: rather wait than be served badly.</summary>
    public static async Task<TestPhone> DialAsync(VoxieProcess node, PhoneBank bank, string user, string agent)
    {
        for (var attempt = 0; ; attempt++)
        {
            var phone = bank.Add(user, node.SipPort);
            var status = await phone.DialAsync(agent);
            if (status == 200)
            {
                return phone;
            }

            phone.Dispose();
            if (status != 503 || attempt == MostRefusals)
            {
                throw new InvalidOperationException($"{user} was answered {status}");
            }

            await Task.Delay(RetryAfter);
        }
    }

    /// <summary>Says it, hears the answer out.</summary>
    public async Task<Exchange> AskAsync(short[] speech)
    {
        var from = DateTimeOffset.UtcNow;
        var endOfSpeech = await phone.SayAsync(speech);
        var first = await phone.HearOutAsync(endOfSpeech, Quiet, Patience);
        return new Exchange(from, DateTimeOffset.UtcNow, first is null ? null : Stopwatch.GetElapsedTime(endOfSpeech, first.At));
    }

    /// <summary>Hangs up, if the agent has not, and waits for the record.</summary>
    public async Task<CallRecordView> CloseAsync()
    {
        if (!IsOver)
        {
            await phone.HangUpAsync();
        }

        return await node.Api.ClosedCallFromAsync(User);
    }

    public void Dispose() => phone.Dispose();
}

/// <param name="From">When the caller began to speak.</param>
/// <param name="To">When the caller was done with hearing.</param>
/// <param name="Gap">Last loud packet sent to first loud packet received, on the wire; null: no answer.</param>
internal sealed record Exchange(DateTimeOffset From, DateTimeOffset To, TimeSpan? Gap)
{
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(500);

    /// <summary>What the record says the caller said in this exchange.</summary>
    public string CallerText(CallRecordView record) => Text(record.CallerTurns);

    public string AgentText(CallRecordView record) => Text(record.AgentTurns);

    /// <summary>The turns of this exchange. A turn's start is dated back to the first sound, and a little before it.</summary>
    public IEnumerable<TurnView> Of(IEnumerable<TurnView> turns) => turns.Where(turn => turn.StartedAt >= From - Lead && turn.StartedAt < To - Lead);

    private string Text(IEnumerable<TurnView> turns) => string.Join(' ', Of(turns).Select(turn => turn.Text));
}
