namespace Voxie.SipGateway.Dns;

/// <summary>Why a message of a name server cannot be used.</summary>
internal enum DnsReadReason
{
    None,
    /// <summary>It ends before what it announces.</summary>
    Truncated,
    /// <summary>A query, or an operation that we never ask for.</summary>
    NoResponse,
    /// <summary>Not exactly one question.</summary>
    Question,
    /// <summary>A name that is too long, points forward or to itself, or has a label of an unknown kind.</summary>
    Name,
    /// <summary>A record whose data do not have the length that it says.</summary>
    RecordData,
    TooManyRecords,
}
