using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>Puts the question of <see cref="SpeechAdmission"/> with the figures of this node. Any thread.</summary>
internal sealed class ConversationAdmission(SpeechPool pool, CallDirectory calls, TimeProvider time)
{
    public bool HasRoom()
    {
        var (callers, newcomers) = Callers();
        return SpeechAdmission.HasRoom(pool.Load(), callers, newcomers);
    }

    /// <summary>Expected wait of speech work with one more caller; <see cref="TimeSpan.MaxValue"/>: without end.</summary>
    public TimeSpan ExpectedWait()
    {
        var (callers, newcomers) = Callers();
        return SpeechAdmission.ExpectedWait(pool.Load(), callers, newcomers);
    }

    private (int Callers, int Newcomers) Callers()
    {
        var load = pool.Load();
        var since = time.GetUtcNow() - load.Window;
        var talking = calls.List().Where(static call => call.Agent.Kind == AgentKind.Conversation).ToList();
        return (talking.Count, talking.Count(call => call.Since > since));
    }
}
