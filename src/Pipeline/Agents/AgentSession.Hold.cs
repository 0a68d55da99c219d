namespace Voxie.Pipeline.Agents;

// The caller has put us on hold: what comes from the line then is music, or nothing, and nobody is there to be asked anything.
internal sealed partial class AgentSession
{
    private bool _held;

    private void TakeHold(bool held)
    {
        if (held == _held) return;
        _held = held;
        _log.Note("hold", new Dictionary<string, string> { ["held"] = held ? "true" : "false" });
        if (held)
        {
            _silence.Stop();
            _call.Leg.Listen(null);
            _caller.Suspend();
            return;
        }
        _call.Leg.Listen(_caller.Ear);
        WatchSilence();
    }
}
