namespace Voxie.Pipeline.Agents;

// The caller has put us on hold, or an operator has put the caller on hold: what comes from the line then is music, or nothing, and nobody is
// there to be asked anything.
internal sealed partial class AgentSession
{
    private bool _held;
    private bool _holds;

    private bool IsOnHold => _held || _holds;

    private void TakeHold(bool held)
    {
        if (held == _held) return;
        var before = IsOnHold;
        _held = held;
        _log.Note("hold", new Dictionary<string, string> { ["held"] = held ? "true" : "false" });
        HoldTurned(before);
    }

    private void HoldCaller(bool holds)
    {
        if (holds == _holds) return;
        var before = IsOnHold;
        _holds = holds;
        _log.Note("hold", new Dictionary<string, string> { ["held"] = holds ? "true" : "false", ["by"] = "operator" });
        HoldTurned(before);
    }

    private void HoldTurned(bool before)
    {
        if (IsOnHold == before || _aside) return;
        if (IsOnHold)
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
