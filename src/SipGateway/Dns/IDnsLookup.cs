namespace Voxie.SipGateway.Dns;

/// <summary>Finds the records of a name. Any thread.</summary>
internal interface IDnsLookup
{
    /// <param name="name">Letters of either case; a dot at the end does not matter.</param>
    ValueTask<DnsAnswer> LookupAsync(string name, DnsRecordType type, CancellationToken cancellation);
}
