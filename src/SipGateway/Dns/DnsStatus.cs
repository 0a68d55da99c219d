namespace Voxie.SipGateway.Dns;

internal enum DnsStatus
{
    Found,
    /// <summary>The name is there, but has no record of the type.</summary>
    NoData,
    NoSuchName,
    /// <summary>No server gave a usable answer in time.</summary>
    Failed,
}
