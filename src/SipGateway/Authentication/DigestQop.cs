namespace Voxie.SipGateway.Authentication;

/// <summary>Quality of protection (RFC 2617 3.2.1): what an answer covers. In a challenge all that are offered.</summary>
[Flags]
internal enum DigestQop
{
    /// <summary>The form of RFC 2069, without nonce count.</summary>
    None = 0,
    Auth = 1,
    /// <summary>Covers the body, too.</summary>
    AuthInt = 1 << 1,
    /// <summary>Something that we do not know.</summary>
    Other = 1 << 2,
}
