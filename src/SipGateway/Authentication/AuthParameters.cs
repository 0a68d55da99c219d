using System.Buffers;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Authentication;

/// <summary>
/// One challenge or one set of credentials as it stands in a header: a scheme and its parameters (RFC 3261 25.1). Names compare
/// without case; values are without quotes and escapes.
/// </summary>
internal sealed class AuthParameters
{
    /// <summary>Challenges that one header, and one message, may bring.</summary>
    public const int MostSets = 8;

    // Wider than a token: peers leave the quotes of nonces away.
    private static readonly SearchValues<char> ValueStops = SearchValues.Create(", \t\"");

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    private AuthParameters(string scheme) => Scheme = scheme;

    public string Scheme { get; }

    public bool IsDigest => Scheme.Equals("Digest", StringComparison.OrdinalIgnoreCase);

    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>
    /// Reads one header value. RFC 3261 7.3.1 wants one set in each; several behind each other, as HTTP has them, are read too.
    /// </summary>
    /// <param name="sets">What was read before the fault, if there is one.</param>
    public static AuthReadReason TryRead(string value, out IReadOnlyList<AuthParameters> sets)
    {
        var list = new List<AuthParameters>();
        sets = list;
        var scanner = new TextScanner(value);
        scanner.SkipSpace();
        if (!scanner.TryReadToken(out var scheme))
        {
            return AuthReadReason.Syntax;
        }

        list.Add(new AuthParameters(scheme.ToString()));
        while (true)
        {
            while (scanner.TrySkip(','))
            {
                // RFC 2616 2.1: empty elements of a list are allowed.
            }

            scanner.SkipSpace();
            if (scanner.AtEnd)
            {
                return AuthReadReason.None;
            }

            if (ReadNext(ref scanner, list) is var reason && reason != AuthReadReason.None)
            {
                return reason;
            }
        }
    }

    private static AuthReadReason ReadNext(ref TextScanner scanner, List<AuthParameters> sets)
    {
        if (!scanner.TryReadToken(out var name))
        {
            return AuthReadReason.Syntax;
        }

        if (!scanner.TrySkip('='))
        {
            // A word without a value begins the next set.
            if (sets.Count == MostSets)
            {
                return AuthReadReason.TooMany;
            }

            sets.Add(new AuthParameters(name.ToString()));
            return AuthReadReason.None;
        }

        string text;
        if (scanner.Next == '"')
        {
            if (!scanner.TryReadQuoted(out var quoted))
            {
                return AuthReadReason.Syntax;
            }

            text = SipText.Unquote(quoted.ToString());
        }
        else
        {
            text = scanner.ReadUntil(ValueStops).ToString();
        }

        scanner.SkipSpace();
        if (scanner.Next != ',' && !scanner.AtEnd)
        {
            return AuthReadReason.Syntax;
        }

        var values = sets[^1]._values;
        return values.Count == SipLimits.Parameters ? AuthReadReason.TooMany
            : values.TryAdd(name.ToString(), text) ? AuthReadReason.None
            : AuthReadReason.Repeated;
    }
}
