using System.Text.RegularExpressions;
using Voxie.Pipeline.Knowledge;

namespace Voxie.Pipeline.Agents.Flows;

internal sealed partial class FlowMachine
{
    private const int FewerThanThis = 3;
    private const double NearlyAsGood = 1.5;

    /// <summary>What a less likely wording must be ahead by: knowing the answer speaks for having heard right.</summary>
    private const double Surer = 0.1;

    /// <summary>Answers the caller's words from knowledge: two questions in one breath get two answers.</summary>
    private string Answer(Run run, AnswerStep step)
    {
        var asked = run.Text;
        if (Question.Of(asked).Terms.Count == 0 && step.Unclear is not null && run.State.Unclear == 0)
        {
            run.State = run.State with { Unclear = 1 };
            return step.Unclear;
        }

        var before = run.State.LastQuestion;
        run.State = run.State with { Unclear = 0 };
        if (SayBoth(run, asked))
            return Answered(run, step, asked);

        var answer = _knowledge.Search(asked, before);
        foreach (var alternative in run.Alternatives)
        {
            var other = _knowledge.Search(alternative, before);
            if (other.Known && other.Confidence > answer.Confidence + Surer)
                (asked, answer) = (alternative, other);
        }
        if (!answer.Known)
            return step.Unknown;
        if (answer.Open && answer.Ranked.Count >= FewerThanThis && answer.Ranked[FewerThanThis - 1].Score >= answer.Ranked[0].Score - NearlyAsGood)
        {
            // "What do you charge?" fits many entries: give the first two rather than pretend that one is meant.
            run.Say("That depends.");
            run.Say(answer.Ranked[1].Entry.Text);
        }
        run.Say(answer.Entry!.Text);
        return Answered(run, step, asked);
    }

    private string Answered(Run run, AnswerStep step, string asked)
    {
        var question = Question.Of(asked);
        // "And a crown?" is remembered with what was wanted of the filling: its price.
        var kept = question.Elliptical && run.State.LastQuestion is { } last
            ? $"{asked} {string.Join(' ', Question.Of(last).Terms.Where(term => term.Kind == TermKind.Asking || !question.HasTopic).Select(static term => term.Word))}"
            : asked;
        var answers = run.State.Answers + 1;
        run.State = run.State with { Answers = answers, LastQuestion = kept };
        return step.KnownAgain is not null && answers % 2 == 0 ? step.KnownAgain : step.Known;
    }

    private bool SayBoth(Run run, string asked)
    {
        var clauses = Clauses().Split(asked).Select(static clause => clause.Trim()).Where(static clause => clause.Length > 0).ToArray();
        if (clauses.Length != 2)
            return false;
        var (first, second) = (_knowledge.Search(clauses[0], run.State.LastQuestion), _knowledge.Search(clauses[1], clauses[0]));
        if (!first.Known || !second.Known || first.Open || Question.Of(clauses[1]).Elliptical || first.Entry == second.Entry)
            return false;
        run.Say(first.Entry!.Text);
        run.Say(second.Entry!.Text);
        return true;
    }

    [GeneratedRegex(@"(?<=[.?!])\s+|,?\s+and\s+(?=(?:also\s+)?(?:what|where|when|how|who|which|do|does|is|are|can|could)\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Clauses();
}
