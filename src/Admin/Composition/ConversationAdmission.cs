using Voxie.Pipeline.Agents;
using Voxie.Pipeline.Calls;
using Voxie.Pipeline.Providers.Local;

namespace Voxie.Admin.Composition;

/// <summary>Puts the question of <see cref="SpeechAdmission"/> with the figures of this node. Any thread.</summary>
internal sealed class ConversationAdmission(SpeechPool pool, CallDirectory calls, TimeProvider time)
{
    public bool HasRoom()
    {
        var talking = Talking();
        return SpeechAdmission.HasRoom(pool.Load(), talking.Count, Since(talking, SpeechAdmission.Settling), Since(talking, SpeechAdmission.Chorus));
    }

    /// <summary>Expected wait of speech work with one more caller; <see cref="TimeSpan.MaxValue"/>: without end.</summary>
    public TimeSpan ExpectedWait()
    {
        var talking = Talking();
        return SpeechAdmission.ExpectedWait(pool.Load(), talking.Count, Since(talking, SpeechAdmission.Settling));
    }

    private List<LiveCall> Talking() => calls.List().Where(static call => call.Agent.Kind == AgentKind.Conversation).ToList();

    private int Since(List<LiveCall> talking, TimeSpan ago)
    {
        var from = time.GetUtcNow() - ago;
        return talking.Count(call => call.Since > from);
    }
}
