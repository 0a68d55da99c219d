using Voxie.Pipeline.Agents;

namespace Voxie.Pipeline.Calls;

/// <summary>Where a door hands in a call. The door asks first (no state yet), then begins.</summary>
public interface ICallIntake
{
    /// <summary>May a call to this agent come in now? Cheap, any thread, keeps nothing.</summary>
    IntakeVerdict Check(AgentProfile agent);

    /// <summary>May a call that only passes through come in now?</summary>
    IntakeVerdict CheckBridge();

    /// <summary>Starts a call whose other party is a line that is dialled now. Returns at once; the call owns the leg from here on.</summary>
    void Bridge(ICallLeg leg, DialTarget target);

    /// <summary>Starts the call on its own loop and returns at once. The call owns the leg from here on.</summary>
    void Begin(ICallLeg leg, AgentProfile agent);
}

public enum IntakeVerdict
{
    Welcome,
    /// <summary>The node is shutting down (SIP 503).</summary>
    Draining,
    /// <summary>As many calls as configured are up (SIP 503 with Retry-After).</summary>
    Full,
    /// <summary>One more talking caller would make the speech queue too slow for all (SIP 503 with Retry-After).</summary>
    SpeechBusy,
}
