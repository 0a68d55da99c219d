using System.Net;

namespace Voxie.SipGateway.Dns;

/// <summary>One resource record. Names are in lower case without the last dot.</summary>
/// <param name="TimeToLive">As the server says, in seconds.</param>
internal abstract record DnsRecord(string Name, uint TimeToLive)
{
    /// <summary>A or AAAA.</summary>
    internal sealed record Host(string Name, uint TimeToLive, IPAddress Address) : DnsRecord(Name, TimeToLive);

    internal sealed record Alias(string Name, uint TimeToLive, string Target) : DnsRecord(Name, TimeToLive);

    /// <param name="Target">Empty: the service is decidedly not there (RFC 2782).</param>
    internal sealed record Srv(string Name, uint TimeToLive, ushort Priority, ushort Weight, ushort Port, string Target) : DnsRecord(Name, TimeToLive);

    internal sealed record Naptr(
        string Name, uint TimeToLive, ushort Order, ushort Preference, string Flags, string Services, string Replacement) : DnsRecord(Name, TimeToLive);

    /// <param name="Minimum">How long, in seconds, the absence of a name may be remembered (RFC 2308 4).</param>
    internal sealed record Authority(string Name, uint TimeToLive, uint Minimum) : DnsRecord(Name, TimeToLive);
}
