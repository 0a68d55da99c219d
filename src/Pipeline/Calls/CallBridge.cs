namespace Voxie.Pipeline.Calls;

/// <summary>
/// Who hears whom: hold, transfer, listening in, whispering and conferences are all ways to fill this matrix. Sound is pulled by the clock
/// of the line that plays. Changed on the call's loop only.
/// </summary>
internal sealed class CallBridge
{
    private readonly Dictionary<ICallLeg, BridgeParty> _parties = [];

    /// <summary>Takes over what an answered line hears and plays. It hears nobody yet.</summary>
    public void Add(ICallLeg leg)
    {
        var party = new BridgeParty(leg);
        _parties.Add(leg, party);
        leg.Listen(party);
        leg.Play(party);
    }

    /// <summary>Lets go of a line: it falls silent for all, and all for it.</summary>
    public void Remove(ICallLeg leg)
    {
        if (!_parties.Remove(leg, out var gone)) return;
        leg.Play(null);
        leg.Listen(null);
        foreach (var party in _parties.Values)
        {
            party.Ignore(gone);
            gone.Ignore(party);
        }
    }

    public void Let(ICallLeg listener, ICallLeg speaker, bool hear)
    {
        if (hear) _parties[listener].Hear(_parties[speaker]);
        else _parties[listener].Ignore(_parties[speaker]);
    }

    /// <summary>Everybody hears everybody else.</summary>
    public void Join()
    {
        foreach (var listener in _parties.Values)
        {
            foreach (var speaker in _parties.Values.Where(speaker => speaker != listener)) listener.Hear(speaker);
        }
    }
}
