using System.Net;
using System.Security.Cryptography;

namespace Voxie.SipGateway.Dns;

/// <summary>
/// Asks name servers that recurse for us: each in turn, over UDP and, where the answer did not fit, TCP; follows aliases. Any thread.
/// </summary>
internal sealed class DnsClient(IReadOnlyList<IPEndPoint> servers, DnsOptions options, IDnsExchange exchange, TimeProvider time) : IDnsLookup
{
    public async ValueTask<DnsAnswer> LookupAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        var life = TimeSpan.MaxValue;
        for (var aliases = 0; aliases <= DnsLimits.Aliases; aliases++)
        {
            if (await AskAsync(name, type, cancellation) is not { } message)
            {
                return DnsAnswer.Failed;
            }

            var answer = DnsAnswer.Of(message, name, type, out var alias).Within(life);
            if (alias is null)
            {
                return answer;
            }

            (name, life) = (alias, answer.Life);
        }

        return DnsAnswer.Failed; // aliases in a circle
    }

    private async Task<DnsMessage?> AskAsync(string name, DnsRecordType type, CancellationToken cancellation)
    {
        for (var round = 0; round < options.Attempts; round++)
        {
            foreach (var server in servers)
            {
                var query = new DnsQuery((ushort)RandomNumberGenerator.GetInt32(0x10000), name, type);
                var message = await TryAskAsync(server, query, overTcp: false, cancellation);
                if (message is { IsTruncated: true })
                {
                    message = await TryAskAsync(server, query, overTcp: true, cancellation);
                }

                // Any other code is the server's own trouble (RFC 1035 4.1.1); another server may do better.
                if (message is { IsTruncated: false } && (message.ResponseCode == 0 || message.IsNoSuchName))
                {
                    return message;
                }
            }
        }

        return null;
    }

    private async Task<DnsMessage?> TryAskAsync(IPEndPoint server, DnsQuery query, bool overTcp, CancellationToken cancellation)
    {
        using var late = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            return await exchange.AskAsync(server, query, overTcp, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
