using System.Globalization;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.Interop.Speech;

namespace Voxie.Interop.Conversations;

/// <summary>
/// The blind question sets, spoken through 8 kHz on some lines at once. The normal run asks a fixed part of them,
/// 41 and 12, the long run all 68 and 24.
/// </summary>
internal sealed class QuestionRun(VoxieProcess node)
{
    private const int Lines = 5;

    private Task<IReadOnlyList<AnsweredQuestion>>? _answers;

    /// <summary>Asks at the first call; later ones get the same answers.</summary>
    public Task<IReadOnlyList<AnsweredQuestion>> AnswersAsync() => _answers ??= AskAllAsync();

    private async Task<IReadOnlyList<AnsweredQuestion>> AskAllAsync()
    {
        var known = QuestionSet.Paraphrased.Where((_, i) => LongFactAttribute.IsLongRun || i % 5 < 3);
        var unknown = QuestionSet.OffTopic.Where((_, i) => LongFactAttribute.IsLongRun || i % 2 == 0);
        var waiting = new Queue<(Question Question, int Voice)>(known.Concat(unknown).Select((question, i) => (question, i)));
        var answers = new List<AnsweredQuestion>();
        using var bank = new PhoneBank();
        await Task.WhenAll(Enumerable.Range(0, Lines).Select(line => AskAsync(bank, line, waiting, answers)));
        return [.. answers.OrderBy(answer => answer.Question.Id, StringComparer.Ordinal)];
    }

    /// <summary>One question a call: an answer that offers to take a message would make a message of the next question.</summary>
    private async Task AskAsync(PhoneBank bank, int number, Queue<(Question Question, int Voice)> questions, List<AnsweredQuestion> answers)
    {
        for (var call = 0; ; call++)
        {
            (Question Question, int Voice) next;
            lock (questions)
            {
                if (!questions.TryDequeue(out next))
                {
                    return;
                }
            }

            using var line = await Line.OpenAsync(node, bank, string.Create(CultureInfo.InvariantCulture, $"asker-{number}-{call}"));
            var exchange = await line.AskAsync(await Voices.SayAsync(next.Question.Text, next.Voice));
            var record = await line.CloseAsync();
            lock (answers)
            {
                answers.Add(new AnsweredQuestion(
                    next.Question, exchange.CallerText(record), exchange.AgentText(record), exchange.Gap, exchange.Of(record.AgentTurns).FirstOrDefault()?.Latency));
            }
        }
    }
}

/// <param name="Heard">Transcript of the question.</param>
/// <param name="Said">The agent's answer.</param>
/// <param name="Gap">As measured on RTP.</param>
/// <param name="Split">As the record has it.</param>
internal sealed record AnsweredQuestion(Question Question, string Heard, string Said, TimeSpan? Gap, LatencyView? Split)
{
    public bool IsRight => Question.IsAnsweredBy(Said);

    public override string ToString() =>
        $"{(IsRight ? "right" : "WRONG")} {Question.Id} {Gap?.TotalMilliseconds,5:0} ms  {Question.Text}\n    heard: {Heard}\n    said: {Said}\n    {Split}";
}
