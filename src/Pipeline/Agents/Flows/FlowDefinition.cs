namespace Voxie.Pipeline.Agents.Flows;

/// <summary>
/// A conversation as data, format <c>schema: 1</c>: named steps, and intents given by example phrases. An ask or collect step waits
/// for the caller; all others run on to the next. Texts may hold <c>{slot}</c>, <c>{identity}</c>, <c>{topics}</c> and <c>{transfers}</c>.
/// </summary>
public sealed record FlowDefinition
{
    /// <summary>As the name of a next step: the step that was waiting when the caller asked for something else.</summary>
    public const string Back = "@back";

    public int Schema { get; init; } = 1;
    public required string Id { get; init; }
    /// <summary>Step that waits for the caller's first words; the agent's greeting has been said before.</summary>
    public required string Start { get; init; }
    /// <summary>Step that ends the call when the caller stays silent.</summary>
    public required string OnSilence { get; init; }
    public required IReadOnlyDictionary<string, FlowStep> Steps { get; init; }
    public IReadOnlyDictionary<string, FlowIntent> Intents { get; init; } = new Dictionary<string, FlowIntent>();
    /// <summary>Intent to step: understood in every ask step, unless the step has a branch of its own for it.</summary>
    public IReadOnlyDictionary<string, string> Anywhere { get; init; } = new Dictionary<string, string>();
    /// <summary>Said, one after the other, when the caller is silent; then the waiting question again.</summary>
    public IReadOnlyList<string> Prompts { get; init; } = ["Are you still there?"];

    /// <summary>What is wrong with the definition, in sentences for its author; empty: nothing.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Schema != 1)
            problems.Add($"schema is {Schema}; this version reads 1.");
        if (!Steps.TryGetValue(Start, out var start))
            problems.Add($"start names the step '{Start}', which does not exist.");
        else if (start is not AskStep)
            problems.Add($"start names the step '{Start}', which is no ask step.");
        if (!Steps.ContainsKey(OnSilence))
            problems.Add($"onSilence names the step '{OnSilence}', which does not exist.");
        foreach (var (name, step) in Steps)
        {
            foreach (var target in step.Targets.Where(target => target != Back && !Steps.ContainsKey(target)))
                problems.Add($"step '{name}' goes on to '{target}', which does not exist.");
            foreach (var intent in step.Intents.Where(intent => !Intents.ContainsKey(intent)))
                problems.Add($"step '{name}' branches on the intent '{intent}', which does not exist.");
            if (NeverWaits(name))
                problems.Add($"step '{name}' leads round in a circle that never waits for the caller.");
        }
        foreach (var (intent, step) in Anywhere)
        {
            if (!Intents.ContainsKey(intent))
                problems.Add($"anywhere names the intent '{intent}', which does not exist.");
            if (!Steps.ContainsKey(step))
                problems.Add($"anywhere goes on to '{step}', which does not exist.");
        }
        problems.AddRange(Intents.Where(static pair => pair.Value.Examples.Count == 0).Select(static pair => $"intent '{pair.Key}' has no examples."));
        return problems;
    }

    private bool NeverWaits(string name)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>([name]);
        while (open.TryPop(out var at))
        {
            if (!Steps.TryGetValue(at, out var step) || step is AskStep or CollectStep or EndStep)
                continue;
            foreach (var target in step.Targets)
            {
                if (target == name)
                    return true;
                if (reached.Add(target))
                    open.Push(target);
            }
        }
        return false;
    }
}
