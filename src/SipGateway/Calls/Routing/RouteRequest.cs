using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Routing;

/// <summary>A call, as far as routes look at it.</summary>
/// <param name="User">Dialled user, escapes read; null: none.</param>
/// <param name="Host">Dialled host, without port.</param>
/// <param name="From">Calling user as signalled; null: none.</param>
/// <param name="Trunk">Trunk that it came by; null: a program of this machine.</param>
/// <param name="TrustsHeaders">The sender's headers may decide.</param>
/// <param name="Headers">Values of all headers of a name, in any case and form.</param>
public sealed record RouteRequest(
    string? User, string Host, string? From, string? Trunk, bool TrustsHeaders, Func<string, IEnumerable<string>> Headers)
{
    /// <summary>A call that nobody has placed, to ask what would become of it.</summary>
    /// <param name="to">A user, user@host, or a SIP URI.</param>
    public static RouteRequest Of(string to, string? from, string? trunk, bool trustsHeaders, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var text = to.Contains(':', StringComparison.Ordinal) ? to : "sip:" + (to.Contains('@', StringComparison.Ordinal) ? to : to + "@voxie.invalid");
        var uri = SipUri.TryParse(text, out var read) ? read : null;
        return new RouteRequest(uri?.UserText ?? (uri is null ? to : null), uri?.Host ?? "", from, trunk, trustsHeaders,
            name => headers.Where(header => HeaderNames.Of(header.Key).Equals(HeaderNames.Of(name), StringComparison.OrdinalIgnoreCase)).Select(header => header.Value));
    }
}
