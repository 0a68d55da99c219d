namespace Voxie.SipGateway.Sdp;

/// <summary>Why an a=crypto line is of no use.</summary>
internal enum CryptoFault
{
    None,
    /// <summary>No line of RFC 4568 9.1, or longer than any.</summary>
    Syntax,
    /// <summary>Another key method than inline.</summary>
    KeyMethod,
    /// <summary>The key is no base64.</summary>
    Key,
    Lifetime,
    /// <summary>A master key identifier: its bytes would stand in every packet, and only one key is used at a time here.</summary>
    KeyIdentifier,
    /// <summary>Several keys, which only identifiers could tell apart.</summary>
    SeveralKeys,
    /// <summary>A session parameter that changes the packets, such as UNENCRYPTED_SRTCP (6.3: not understood means not usable).</summary>
    SessionParameter,
}
