using System.Net;
using Voxie.Admin.Config;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>From what people write to what calls are judged by.</summary>
internal static class TrunkReading
{
    /// <summary>Digest algorithms by the names that people write.</summary>
    public static IReadOnlyDictionary<string, DigestAlgorithm> Algorithms { get; } =
        new Dictionary<string, DigestAlgorithm>(StringComparer.OrdinalIgnoreCase) { ["MD5"] = DigestAlgorithm.Md5, ["SHA-256"] = DigestAlgorithm.Sha256 };

    /// <param name="document">Valid (<see cref="TrunkValidator"/>).</param>
    /// <param name="open">Opens a sealed password, given its place.</param>
    public static Trunk ToTrunk(string id, int version, TrunkDocument document, Func<string, string, string> open)
    {
        var full = TrunkPresets.Complete(document);
        var basics = new Trunk { Id = id };
        return new Trunk
        {
            Id = id,
            Version = version,
            Name = full.Name ?? id,
            Enabled = full.Enabled ?? true,
            Sources = [.. (full.Sources ?? []).Select(source => TryNetwork(source, out var network) ? network : throw new FormatException("Not an address: " + source))],
            Transports = [.. (full.Transports ?? []).Select(transport => transport.ToUpperInvariant())],
            InboundCredentials = Credentials(full.Inbound, TrunkSecrets.PlaceOf(id, TrunkSecrets.Inbound)),
            Target = full.Target,
            OutboundCredentials = Credentials(full.Outbound, TrunkSecrets.PlaceOf(id, TrunkSecrets.Outbound)),
            Registration = full.Registration is { } registration
                ? new TrunkRegistration(registration.Registrar, registration.User) 
                {
                    Expires = TimeSpan.FromSeconds(registration.ExpiresSeconds),
                    KeepAlive = registration.KeepAliveSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                } : null,
            PingEvery = full.PingSeconds is { } ping ? TimeSpan.FromSeconds(ping) : null,
            Codecs = full.Codecs ?? basics.Codecs,
            Srtp = full.Srtp ?? SrtpPolicy.Off,
            SrtpKeys = full.SrtpKeys ?? SrtpKeyExchange.Sdes,
            Dtmf = full.Dtmf ?? DtmfWay.Rfc4733,
            Terms = Terms(full.Terms!),
            Headers = new TrunkHeaders
            {
                Outbound = (full.Headers!.Outbound ?? []).ToDictionary(header => header.Name, header => header.Value, StringComparer.OrdinalIgnoreCase),
                Keep = full.Headers.Keep ?? basics.Headers.Keep,
                CallerId = full.Headers.CallerId,
            },
            Limits = new TrunkLimits
            {
                MaxCalls = full.Limits!.MaxCalls ?? basics.Limits.MaxCalls,
                CallsPerSecond = full.Limits.CallsPerSecond ?? basics.Limits.CallsPerSecond,
            },
            Dialling = new TrunkDialling { Allow = full.Dialling!.Allow ?? [], Deny = full.Dialling.Deny ?? TrunkDialling.Costly },
        };

        TrunkCredentials? Credentials(CredentialsDocument? from, string place) =>
            from is null ? null : new TrunkCredentials(from.User, open(from.Password, place), from.Realm)
            {
                Algorithms = from.Algorithms is { } names ? [.. names.Select(name => Algorithms[name])] : null,
            };
    }

    /// <summary>Reads an address or a CIDR range, strictly: no host bits, no short forms.</summary>
    public static bool TryNetwork(string text, out IPNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Addresses.TryParseAddress(slash < 0 ? text : text[..slash], out var address) || address.IsIPv4MappedToIPv6)
        {
            return false;
        }
        var bits = address.GetAddressBytes().Length * 8;
        if (slash < 0)
        {
            network = new IPNetwork(address, bits);
            return true;
        }
        return IPNetwork.TryParse(text, out network) && network.PrefixLength > 0 && network.BaseAddress.Equals(address);
    }

    private static TrunkTerms Terms(TermsDocument from)
    {
        var basics = new TrunkTerms();
        return new TrunkTerms
        {
            TrustsIdentity = from.TrustsIdentity ?? basics.TrustsIdentity,
            AllowsTransfer = from.AllowsTransfer ?? basics.AllowsTransfer,
            FollowsRedirects = from.FollowsRedirects ?? basics.FollowsRedirects,
            PrefersReliableProvisionals = from.PrefersReliableProvisionals ?? basics.PrefersReliableProvisionals,
            OffersLate = from.OffersLate ?? basics.OffersLate,
            SessionExpires = from.SessionExpiresSeconds is { } wish ? TimeSpan.FromSeconds(wish) : basics.SessionExpires,
            MinSessionExpires = from.MinSessionExpiresSeconds is { } least ? TimeSpan.FromSeconds(least) : basics.MinSessionExpires,
            SymmetricRtp = from.SymmetricRtp ?? basics.SymmetricRtp,
            PrivateTargets = from.PrivateTargets ?? basics.PrivateTargets,
            KeysInClear = from.KeysInClear ?? basics.KeysInClear,
        };
    }
}
