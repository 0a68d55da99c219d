namespace Voxie.SipGateway.Sdp;

/// <summary>The keys of both sides of one stream.</summary>
/// <param name="suite">Name of the suite as the offer wrote it.</param>
/// <param name="local">What we send with. A secret, as the other.</param>
/// <param name="remote">What the peer sends with.</param>
internal sealed class AgreedKeys(string suite, byte[] local, byte[] remote)
{
    public string Suite { get; } = suite;
    public byte[] Local { get; } = local;
    public byte[] Remote { get; } = remote;

    public override string ToString() => Suite;
}
