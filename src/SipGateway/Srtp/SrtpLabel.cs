namespace Voxie.SipGateway.Srtp;

/// <summary>What a derived key is for (RFC 3711 4.3.1, 4.3.2).</summary>
internal enum SrtpLabel : byte
{
    MediaEncryption = 0,
    MediaAuthentication = 1,
    MediaSalt = 2,
    ControlEncryption = 3,
    ControlAuthentication = 4,
    ControlSalt = 5,
}
