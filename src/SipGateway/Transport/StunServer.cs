using System.Globalization;

namespace Voxie.SipGateway.Transport;

/// <summary>A STUN server to ask for the address that the outside sees (RFC 5389).</summary>
/// <param name="Host">Address or domain.</param>
public sealed record StunServer(string Host, int Port = StunServer.UsualPort)
{
    public const int UsualPort = 3478;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");
}
