namespace Voxie.SipGateway.Telemetry;

/// <summary>
/// Is shown every SIP message as it stands on the wire. Any thread, at times under a transaction's lock: it must neither block
/// nor throw, and keeps a copy of the bytes if it wants them.
/// </summary>
internal interface ISipObserver
{
    /// <summary>A message came, or is about to be sent.</summary>
    void Saw(in SipSighting sighting, ReadOnlySpan<byte> bytes);

    /// <summary>A message that was about to be sent could not be.</summary>
    void Unsent(in SipSighting sighting, ReadOnlySpan<byte> bytes);
}
