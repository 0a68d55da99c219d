using System.Collections.Frozen;
using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// The one place that decides which header a name means. Case and compact forms (RFC 3261 7.3.3, and the
/// IANA registry for later ones) fold to the long form, so no check can be dodged by spelling a name otherwise.
/// </summary>
internal static class HeaderNames
{
    public const string Accept = "Accept";
    public const string Allow = "Allow";
    public const string AllowEvents = "Allow-Events";
    public const string Authorization = "Authorization";
    public const string CallId = "Call-ID";
    public const string Contact = "Contact";
    public const string ContentDisposition = "Content-Disposition";
    public const string ContentEncoding = "Content-Encoding";
    public const string ContentLength = "Content-Length";
    public const string ContentType = "Content-Type";
    public const string CSeq = "CSeq";
    public const string Diversion = "Diversion";
    public const string Event = "Event";
    public const string Expires = "Expires";
    public const string From = "From";
    public const string HistoryInfo = "History-Info";
    public const string Identity = "Identity";
    public const string MaxForwards = "Max-Forwards";
    public const string MinExpires = "Min-Expires";
    public const string MinSE = "Min-SE";
    public const string Path = "Path";
    public const string PAssertedIdentity = "P-Asserted-Identity";
    public const string PPreferredIdentity = "P-Preferred-Identity";
    public const string Privacy = "Privacy";
    public const string ProxyAuthenticate = "Proxy-Authenticate";
    public const string ProxyAuthorization = "Proxy-Authorization";
    public const string ProxyRequire = "Proxy-Require";
    public const string RAck = "RAck";
    public const string Reason = "Reason";
    public const string RecordRoute = "Record-Route";
    public const string ReferSub = "Refer-Sub";
    public const string ReferTo = "Refer-To";
    public const string ReferredBy = "Referred-By";
    public const string RemotePartyId = "Remote-Party-ID";
    public const string Replaces = "Replaces";
    public const string Require = "Require";
    public const string RetryAfter = "Retry-After";
    public const string Route = "Route";
    public const string RSeq = "RSeq";
    public const string Server = "Server";
    public const string ServiceRoute = "Service-Route";
    public const string SessionExpires = "Session-Expires";
    public const string Subject = "Subject";
    public const string SubscriptionState = "Subscription-State";
    public const string Supported = "Supported";
    public const string Timestamp = "Timestamp";
    public const string To = "To";
    public const string Unsupported = "Unsupported";
    public const string UserAgent = "User-Agent";
    public const string Via = "Via";
    public const string Warning = "Warning";
    public const string WwwAuthenticate = "WWW-Authenticate";

    private static readonly FrozenDictionary<string, string> Canonical = Table();
    private static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Canonical.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The long form of a known name in any case or compact form; an unknown name as it is.</summary>
    public static string Of(ReadOnlySpan<char> name) =>
        BySpan.TryGetValue(name, out var known) ? known : name.ToString();

    /// <summary>The same for a name as it came in, all ASCII.</summary>
    public static string Of(ReadOnlySpan<byte> token)
    {
        // No known name is longer.
        if (token.Length > 32) return Encoding.ASCII.GetString(token);
        Span<char> name = stackalloc char[token.Length];
        Encoding.ASCII.GetChars(token, name);
        return Of(name);
    }

    private static FrozenDictionary<string, string> Table()
    {
        string[] longForms =
        [
            Accept, Allow, AllowEvents, Authorization, CallId, Contact, ContentDisposition, ContentEncoding, ContentLength,
            ContentType, CSeq, Diversion, Event, Expires, From, HistoryInfo, Identity, MaxForwards, MinExpires, MinSE, Path,
            PAssertedIdentity, PPreferredIdentity, Privacy, ProxyAuthenticate, ProxyAuthorization, ProxyRequire, RAck,
            Reason, RecordRoute, ReferSub, ReferTo, ReferredBy, RemotePartyId, Replaces, Require, RetryAfter, Route, RSeq,
            Server, ServiceRoute, SessionExpires, Subject, SubscriptionState, Supported, Timestamp, To, Unsupported,
            UserAgent, Via, Warning, WwwAuthenticate,
        ];
        var table = longForms.ToDictionary(name => name, StringComparer.OrdinalIgnoreCase);
        (string Compact, string Long)[] compactForms =
        [
            ("a", "Accept-Contact"), ("b", ReferredBy), ("c", ContentType), ("d", "Request-Disposition"), ("e", ContentEncoding),
            ("f", From), ("i", CallId), ("j", "Reject-Contact"), ("k", Supported), ("l", ContentLength), ("m", Contact),
            ("n", "Identity-Info"), ("o", Event), ("r", ReferTo), ("s", Subject), ("t", To), ("u", AllowEvents), ("v", Via),
            ("x", SessionExpires), ("y", Identity),
        ];
        foreach (var (compact, longForm) in compactForms)
        {
            table[compact] = longForm;
            table[longForm] = longForm;
        }

        return table.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
