using System.Net;

namespace Voxie.SipGateway.Dns;

/// <summary>Carries one question to one server.</summary>
internal interface IDnsExchange
{
    /// <returns>The server's answer to this very question; null: none that can be used, or it cannot be reached.</returns>
    /// <exception cref="OperationCanceledException">The wait was over.</exception>
    Task<DnsMessage?> AskAsync(IPEndPoint server, DnsQuery query, bool overTcp, CancellationToken cancellation);
}
