using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Identity;

/// <summary>The headers of an INVITE that the trunk's settings keep with the call. Bounded, for they go into the record. Pure.</summary>
internal static class KeptHeaders
{
    private const int Most = 32;
    private const int LongestValue = 512;

    /// <summary>Never kept, whatever the settings say: they are secrets.</summary>
    private static readonly string[] Never = [HeaderNames.Authorization, HeaderNames.ProxyAuthorization];

    public static IReadOnlyDictionary<string, string> Of(SipHeaders headers, TrunkHeaders settings)
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            if (kept.Count < Most && header.Value.Length <= LongestValue && settings.Keep.Any(pattern => Fits(pattern, header.Name)))
            {
                kept.TryAdd(header.Name, header.Value);
            }
        }

        return kept;
    }

    private static bool Fits(string pattern, string name) =>
        !Never.Contains(name, StringComparer.OrdinalIgnoreCase)
        && (pattern.EndsWith('*')
            ? name.StartsWith(pattern[..^1], StringComparison.OrdinalIgnoreCase)
            : name.Equals(pattern, StringComparison.OrdinalIgnoreCase));
}
