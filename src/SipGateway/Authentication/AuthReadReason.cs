namespace Voxie.SipGateway.Authentication;

/// <summary>Why a challenge or credentials cannot be used.</summary>
internal enum AuthReadReason
{
    None,
    /// <summary>Not Digest.</summary>
    Scheme,
    /// <summary>No list of <c>name=value</c>, or an unended quoted string.</summary>
    Syntax,
    /// <summary>A parameter stands there twice: two readers could take different ones.</summary>
    Repeated,
    TooMany,
    /// <summary>A parameter that must be there is not, or is empty.</summary>
    Missing,
    /// <summary>An algorithm that we do not know.</summary>
    Algorithm,
    /// <summary>A quality of protection that we do not know, or one that does not fit the rest.</summary>
    Qop,
    /// <summary>A nonce count that is no number of up to 8 hexadecimal digits.</summary>
    NonceCount,
}
