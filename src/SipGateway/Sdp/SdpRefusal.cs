namespace Voxie.SipGateway.Sdp;

/// <summary>Why no session came about. In order: the later, the nearer it came, and of several lines that is the one told.</summary>
internal enum SdpRefusal
{
    None,
    /// <summary>The body is no session description.</summary>
    Malformed,
    /// <summary>No audio, or only with port 0.</summary>
    NoAudio,
    /// <summary>None of the transport profiles (SRTP demanded where we do none, for one).</summary>
    NoProfile,
    /// <summary>One side insists on encryption, and no keys came that we could use.</summary>
    NoKeys,
    /// <summary>One side insists on encryption, and the keys would travel readable for others.</summary>
    KeysInClear,
    NoCodec,
    /// <summary>A name instead of an address, or the other address family.</summary>
    AddressFamily,
    /// <summary>Multicast or broadcast: media goes to one peer only.</summary>
    UnusableAddress,
    /// <summary>The answer does not fit our offer: lines missing, or formats we never named.</summary>
    AnswerMismatch,
}
