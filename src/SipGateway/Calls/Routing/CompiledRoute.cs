using System.Text.RegularExpressions;

namespace Voxie.SipGateway.Calls.Routing;

/// <summary>A rule ready to be asked. Any thread.</summary>
internal sealed class CompiledRoute
{
    /// <summary>The trunk of a call that came by none.</summary>
    public const string Local = "local";

    /// <summary>A longer user or header is no match: time stays bounded whoever sends it.</summary>
    private const int LongestText = 512;

    private static readonly TimeSpan PatternTime = TimeSpan.FromMilliseconds(50);
    private readonly Regex? _pattern;

    /// <exception cref="ArgumentException">The pattern is none (see <see cref="FaultOf"/>).</exception>
    public CompiledRoute(Route route)
    {
        Route = route;
        _pattern = route.When.UserPattern is { } pattern ? Compile(pattern) : null;
    }

    public Route Route { get; }

    /// <summary>What is wrong with a pattern; null: nothing.</summary>
    public static string? FaultOf(string pattern)
    {
        try
        {
            Compile(pattern);
            return null;
        }
        catch (Exception fault) when (fault is ArgumentException or NotSupportedException)
        {
            return fault is NotSupportedException ? "uses look-around, back-references or another construct without bounded time." : fault.Message;
        }
    }

    public RouteMiss MissOf(RouteRequest call)
    {
        var when = Route.When;
        var user = call.User ?? "";
        return !Route.Enabled ? RouteMiss.Disabled
            : when.Trunk is not null && !Same(when.Trunk, call.Trunk ?? Local) ? RouteMiss.Trunk
            : when.User is not null && !Same(when.User, user) ? RouteMiss.User
            : when.UserPrefix is not null && !user.StartsWith(when.UserPrefix, StringComparison.OrdinalIgnoreCase) ? RouteMiss.UserPrefix
            : !FitsPattern(user) ? RouteMiss.UserPattern
            : !Fits(when.Host, call.Host) ? RouteMiss.Host
            : !Fits(when.From, call.From ?? "") ? RouteMiss.From
            : when.Headers.Count > 0 && !call.TrustsHeaders ? RouteMiss.UntrustedHeaders
            : MissingHeader(call) is not null ? RouteMiss.Header
            : RouteMiss.None;
    }

    /// <summary>The first header condition that no header fulfils.</summary>
    public HeaderCondition? MissingHeader(RouteRequest call) =>
        Route.When.Headers.FirstOrDefault(wanted => !call.Headers(wanted.Name).Any(value => Fits(wanted.Value, value)));

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, PatternTime);

    private static bool Same(string wanted, string text) => wanted.Equals(text, StringComparison.OrdinalIgnoreCase);

    private static bool Fits(string? pattern, string text) => pattern is null || (text.Length <= LongestText && Glob.Fits(pattern, text));

    private bool FitsPattern(string user)
    {
        try
        {
            return _pattern is null || (user.Length <= LongestText && _pattern.IsMatch(user));
        }
        catch (RegexMatchTimeoutException)
        {
            return false; // a machine under such load refuses the call rather than holding up all others
        }
    }
}
