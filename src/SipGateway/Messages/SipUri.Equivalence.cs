namespace Voxie.SipGateway.Messages;

internal sealed partial record SipUri
{
    // RFC 3261 19.1.4: these count even when only one side has them; any other parameter only when both have it.
    private static readonly string[] AlwaysCompared = ["user", "ttl", "method", "maddr", "transport"];

    /// <summary>
    /// Comparison by RFC 3261 19.1.4. It is not transitive, which is why it is no <c>Equals</c>: two URIs that
    /// differ in an extension parameter both match the one without it.
    /// </summary>
    public bool IsEquivalentTo(SipUri other)
    {
        if (Scheme != other.Scheme) return false;
        if (IsTel) return TelNumber == other.TelNumber && SameParameters(other);
        if (!IsSip) return Opaque == other.Opaque;
        return SameEscaped(User, other.User, StringComparison.Ordinal)
            && SameEscaped(Password, other.Password, StringComparison.Ordinal)
            && SameHost(other)
            && Port == other.Port
            && SameParameters(other)
            && SameHeaders(other);
    }

    /// <summary>RFC 3966 4: visual separators do not count, letters compare without case.</summary>
    private string? TelNumber => UserText == null ? null : string.Concat(UserText.Where(c => c is not ('-' or '.' or '(' or ')'))).ToUpperInvariant();

    private bool SameHost(SipUri other) =>
        Host.Equals(other.Host, StringComparison.OrdinalIgnoreCase)
        || (HostPort.Address is { } address && address.Equals(other.HostPort.Address));

    private bool SameParameters(SipUri other)
    {
        foreach (var name in AlwaysCompared)
        {
            if (Parameters.Contains(name) != other.Parameters.Contains(name)) return false;
        }

        foreach (var (name, value) in Parameters)
        {
            if (other.Parameters.Contains(name) && !SameEscaped(value, other.Parameters[name], StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    // Header parts count always, in any order.
    private bool SameHeaders(SipUri other) => HeaderSet().SetEquals(other.HeaderSet());

    private HashSet<string> HeaderSet() => HeaderText == null
        ? []
        : [.. HeaderText.Split('&').Select(Unescape)];

    private static bool SameEscaped(string? a, string? b, StringComparison comparison)
    {
        if (a == null || b == null) return a == b;
        return a.Equals(b, comparison) || Unescape(a).Equals(Unescape(b), comparison);
    }
}
