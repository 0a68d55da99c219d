namespace Voxie.SipGateway.Transport;

/// <summary>Whose bytes are read. Asked on the receive loops, before a message is parsed.</summary>
internal interface ISourceGate
{
    /// <summary>Whether a message from there is read at all. Counts it against the sender's allowance.</summary>
    bool Hears(SipFlow flow);

    /// <summary>A request of ours goes there: its answers must be heard. Any thread.</summary>
    void SendsTo(SipFlow flow);

    /// <summary>Whether a sender is answered when its message is broken.</summary>
    bool AnswersBroken(SipFlow flow);
}
