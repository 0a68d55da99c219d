using System.Collections.Immutable;
using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Knowledge;
using Voxie.Pipeline.Thinking;

namespace Voxie.Pipeline.Agents.Flows;

/// <summary>
/// Runs a flow: (state, what the caller said) to (state, what to say and do). Pure: no clock, no I/O; safe to share between calls.
/// </summary>
internal sealed partial class FlowMachine
{
    // A definition without circles (Problems) needs far fewer; this bounds one that was not checked.
    private const int MostStepsPerTurn = 32;

    private readonly FlowDefinition _flow;
    private readonly KnowledgeBase _knowledge;
    private readonly IntentMatcher _intents;
    private readonly ImmutableDictionary<string, string> _facts;
    private readonly int _maxReprompts;
    private readonly TransferChoice _transfers;

    /// <param name="facts">Values of the placeholders that are no slots, e.g. <c>identity</c>.</param>
    /// <param name="transfers">Whom callers can be connected with.</param>
    public FlowMachine(
        FlowDefinition flow, KnowledgeBase knowledge, ImmutableDictionary<string, string> facts, int maxReprompts, IReadOnlyList<TransferEntry>? transfers = null)
    {
        (_flow, _knowledge, _facts, _maxReprompts) = (flow, knowledge, facts, maxReprompts);
        _intents = new IntentMatcher(flow.Intents);
        _transfers = new TransferChoice(transfers ?? [], flow.Intents);
    }

    public FlowState Begin => new(_flow.Start);

    /// <summary>The caller said something or pressed keys.</summary>
    public (FlowState State, IReadOnlyList<ReplyPart> Parts) Hear(FlowState state, CallerTurn turn)
    {
        var run = new Run(state, turn.Text.Trim(), turn.Digits) { Alternatives = turn.Alternatives };
        switch (_flow.Steps.GetValueOrDefault(state.Waiting))
        {
            case AskStep ask:
                Heard(run, ask);
                break;
            case CollectStep collect:
                Heard(run, collect);
                break;
            default:
                // The goodbye was talked over: listen again.
                run.State = state with { Waiting = _flow.Start };
                Heard(run, (AskStep)_flow.Steps[_flow.Start]);
                break;
        }
        return run.Finish();
    }

    /// <summary>The caller is silent for the <paramref name="times"/>th time in a row.</summary>
    public (FlowState State, IReadOnlyList<ReplyPart> Parts) Silence(FlowState state, int times)
    {
        var run = new Run(state, "", "");
        if (times > _maxReprompts)
        {
            GoTo(run, _flow.OnSilence);
            return run.Finish();
        }
        if (_flow.Prompts.Count > 0)
            run.Say(_flow.Prompts[Math.Clamp(times - 1, 0, _flow.Prompts.Count - 1)]);
        GoTo(run, FlowDefinition.Back);
        // What was said before the silence is still what "say that again" means.
        return (state with { Waiting = run.State.Waiting }, run.Finish().Parts);
    }

    /// <summary>The caller could not be connected, for which <paramref name="excuse"/> is said, and is with us again.</summary>
    public (FlowState State, IReadOnlyList<ReplyPart> Parts) TransferFailed(FlowState state, string excuse)
    {
        var run = new Run(state with { TransferFailed = null }, "", "");
        run.Say(excuse);
        GoTo(run, state.TransferFailed ?? FlowDefinition.Back);
        return run.Finish();
    }

    private void Heard(Run run, AskStep ask)
    {
        var said = run.Text.Length == 0 && run.Digits.Length > 0 ? run.Digits : run.Text;
        var (intent, left) = Understand(said, ask);
        if (intent is null)
        {
            run.Text = left;
            GoTo(run, ask.Otherwise);
            return;
        }
        GoTo(run, ask.Branches.TryGetValue(intent, out var step) ? step : _flow.Anywhere[intent]);
    }

    /// <summary>The intent meant, or null and the words that are left to answer.</summary>
    private (string? Intent, string Left) Understand(string said, AskStep ask)
    {
        var allowed = ask.Branches.Keys.Concat(_flow.Anywhere.Keys).ToHashSet(StringComparer.Ordinal);
        if (_intents.Match(said, allowed, out var clear) is { } intent)
        {
            // "What are the names of your doctors?" only resembles "what is your name?", and knowledge has it.
            var asks = !clear && Question.Of(said).HasTopic && _knowledge.Search(said).Known;
            return (asks ? null : intent, said);
        }

        // "Yes, please do that" and "No. What are your prices?" begin with the answer.
        var cut = said.IndexOfAny([',', '.', '!', ' ']);
        var first = cut < 0 ? null : _intents.Match(said[..cut], ask.Branches.Keys.ToHashSet(StringComparer.Ordinal));
        if (first is null)
            return (null, said);
        var rest = said[cut..].TrimStart(',', '.', '!', ' ');
        if (_intents.Match(rest, allowed) is { } second)
            return (second, rest);
        var saysMore = Question.Of(rest).Terms.Any(static term => term.Kind != TermKind.Light);
        return saysMore && (ask.Expect != ExpectedAnswer.YesNo || _knowledge.Search(rest).Known) ? (null, rest) : (first, said);
    }

    private void Heard(Run run, CollectStep collect)
    {
        var allowed = collect.Branches.Keys.ToHashSet(StringComparer.Ordinal);
        if (_intents.Match(run.Text, allowed) is { } intent)
        {
            if (collect.Confidential) run.Add(new RecordingPart(Paused: false));
            GoTo(run, collect.Branches[intent]);
            return;
        }
        var (value, usable) = Collected.From(collect.Kind, run.Text, run.Digits);
        if (!usable && run.State.Tries + 1 < collect.Tries)
        {
            run.State = run.State with { Tries = run.State.Tries + 1 };
            run.Say(collect.Again);
            run.Expect(Collected.Expects(collect.Kind));
            return;
        }
        run.State = run.State with { Tries = 0, Slots = run.State.Slots.SetItem(collect.Slot, value) };
        if (collect.Confidential) run.Add(new RecordingPart(Paused: false));
        GoTo(run, collect.Next);
    }

    private void GoTo(Run run, string? name)
    {
        for (var steps = 0; name is not null && steps < MostStepsPerTurn; steps++)
        {
            var target = name == FlowDefinition.Back ? run.State.Waiting : name;
            name = _flow.Steps.TryGetValue(target, out var step) ? Do(run, target, step) : null;
        }
    }

    /// <summary>Does one step; returns the next, or null when it waits or ends.</summary>
    private string? Do(Run run, string name, FlowStep step)
    {
        switch (step)
        {
            case SayStep say:
                var times = run.State.Said.GetValueOrDefault(name);
                run.State = run.State with { Said = run.State.Said.SetItem(name, times + 1) };
                run.Say(Fill(run.State, say.Texts[times % say.Texts.Count]));
                return say.Next;
            case RepeatStep repeat:
                foreach (var sentence in run.Before.LastSaid)
                    run.Say(sentence);
                // The waiting question was among what is said again.
                return run.Before.LastSaid.IsEmpty ? repeat.Next : null;
            case AskStep ask:
                run.State = run.State with { Waiting = name };
                if (ask.Text is not null)
                    run.Say(Fill(run.State, ask.Text));
                run.Expect(ask.Expect);
                return null;
            case CollectStep collect:
                run.State = run.State with { Waiting = name, Tries = 0 };
                if (collect.Confidential) run.Add(new RecordingPart(Paused: true));
                run.Say(Fill(run.State, collect.Text));
                run.Expect(Collected.Expects(collect.Kind));
                return null;
            case AnswerStep answer:
                return Answer(run, answer);
            case ToolStep tool:
                Use(run, tool);
                return tool.Next;
            case TransferStep transfer:
                if (_transfers.IsEmpty) return transfer.Nobody;
                if (_transfers.For(run.Text) is not { } entry) return transfer.Unclear;
                run.State = run.State with { TransferFailed = transfer.Failed };
                run.Say(entry.Announcement);
                run.Add(new TransferPart(entry));
                return null;
            case EndStep end:
                run.State = run.State with { Waiting = name };
                run.Say(Fill(run.State, end.Text));
                run.HangUp();
                return null;
            default:
                return null;
        }
    }

    private static void Use(Run run, ToolStep tool)
    {
        if (tool.Tool == ToolStep.TakeMessage)
            run.Add(new NotePart("message", run.State.Slots));
        run.State = run.State with { Slots = run.State.Slots.Clear() };
    }

    private string Fill(FlowState state, string text)
    {
        foreach (var (name, value) in _facts.Concat(state.Slots))
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return text;
    }

    /// <summary>One turn in the making.</summary>
    private sealed class Run(FlowState before, string text, string digits)
    {
        private readonly List<ReplyPart> _parts = [];

        public FlowState Before { get; } = before;
        public FlowState State { get; set; } = before;
        public string Text { get; set; } = text;
        public string Digits { get; } = digits;

        /// <summary>Of all that was said.</summary>
        public IReadOnlyList<string> Alternatives { get; init; } = [];

        public void Say(string words)
        {
            var splitter = new SentenceSplitter(firstClauseWords: 0);
            foreach (var sentence in splitter.Push(words + "\n"))
                _parts.Add(new SayPart(sentence));
        }

        public void Expect(ExpectedAnswer answer) => _parts.Add(new ExpectPart(answer));

        public void HangUp() => _parts.Add(new HangUpPart());

        public void Add(ReplyPart part) => _parts.Add(part);

        public (FlowState State, IReadOnlyList<ReplyPart> Parts) Finish() =>
            (State with { LastSaid = [.. _parts.OfType<SayPart>().Select(static part => part.Text)] }, _parts);
    }
}
