using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>What may stand in a trunk's addresses and headers: checked where a trunk is saved, so that a call never finds out.</summary>
public static class TrunkAddress
{
    private static readonly HashSet<string> Ours = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Via, HeaderNames.From, HeaderNames.To, HeaderNames.CallId, HeaderNames.CSeq, HeaderNames.Contact, HeaderNames.MaxForwards,
        HeaderNames.ContentLength, HeaderNames.ContentType, HeaderNames.Route, HeaderNames.RecordRoute, HeaderNames.Require, HeaderNames.ProxyRequire,
        HeaderNames.Supported, HeaderNames.Allow, HeaderNames.Authorization, HeaderNames.ProxyAuthorization, HeaderNames.SessionExpires,
    };

    /// <summary>What is wrong with a target or registrar; null: nothing.</summary>
    public static string? FaultOf(string uri) =>
        !SipUri.TryParse(uri, out var parsed) ? "is not a SIP URI such as sip:pbx.example.com:5061;transport=tls."
        : !parsed.IsSip ? $"must begin with sip: or sips:, not {parsed.Scheme}:."
        : parsed.User is not null || parsed.Password is not null ? "must not have a user."
        : parsed.HeaderText is not null ? "must not have headers."
        : parsed.Transport is { } transport && transport.ToUpperInvariant() is not ("UDP" or "TCP" or "TLS") ? "has a transport other than udp, tcp, tls."
        : null;

    /// <summary>What is wrong with a header to be added to our INVITEs; null: nothing.</summary>
    public static string? FaultOf(string name, string value) =>
        name.Length is 0 or > 64 || !name.All(static c => char.IsAsciiLetterOrDigit(c) || "-._~!%*+`'".Contains(c, StringComparison.Ordinal)) ? "is not a header name."
        : Ours.Contains(HeaderNames.Of(name)) ? "is a header that calls need for themselves."
        : value.Length > 500 || value.Any(char.IsControl) ? "has a value that is too long or holds control characters."
        : null;
}
