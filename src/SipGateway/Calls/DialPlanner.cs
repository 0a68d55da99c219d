using System.Diagnostics.CodeAnalysis;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Whether a target may be dialled and by which way: the gate of every outbound leg (law 9 of the design). Without a trunk only
/// this machine; through a trunk only its own host and the numbers that it allows. Pure.
/// </summary>
internal static class DialPlanner
{
    private const int LongestUser = 64;

    /// <param name="refusal">Set when refused: a sentence for people, without the number.</param>
    public static bool TryPlan(DialTarget target, IReadOnlyList<Trunk> trunks, [NotNullWhen(true)] out DialPlan? plan, out string refusal)
    {
        plan = null;
        if (target.Trunk is null)
        {
            if (!DialPolicy.Allows(target.Address, out var uri, out refusal))
            {
                return false;
            }

            plan = new DialPlan(null, uri, uri with { User = null, Password = null });
            return true;
        }

        var trunk = trunks.FirstOrDefault(trunk => trunk.Id == target.Trunk);
        refusal = Refusal(trunk, target, out var user, out var host);
        if (refusal.Length > 0)
        {
            return false;
        }

        plan = new DialPlan(trunk, host! with { User = SipUri.Escape(user) }, host!);
        return true;
    }

    private static string Refusal(Trunk? trunk, DialTarget target, out string user, out SipUri? host)
    {
        user = "";
        host = null;
        return trunk is null ? $"There is no trunk '{target.Trunk}'."
            : !trunk.Enabled ? $"Trunk '{trunk.Id}' is disabled."
            : trunk.Target is null ? $"Trunk '{trunk.Id}' has no target: no calls go out through it."
            : !SipUri.TryParse(trunk.Target, out host) || !host.IsSip ? $"The target of trunk '{trunk.Id}' is no SIP URI."
            : !TryUser(target.Address, host, out user) ? "The target must be a number or user of the trunk, without another host."
            : NumberRules.Allows(user, trunk.Dialling.Allow, trunk.Dialling.Deny, out var refusal) ? ""
            : refusal;
    }

    /// <summary>
    /// The user of what is written as <c>+49...</c>, <c>tel:+49...</c> or <c>sip:user@the-trunk's-host</c>. URI headers, parameters and
    /// passwords are dropped: a target never gets to write those (19.1.5).
    /// </summary>
    private static bool TryUser(string address, SipUri host, out string user)
    {
        user = address.Trim();
        if (SipUri.TryParse(user, out var uri))
        {
            if (uri is { IsSip: false, IsTel: false }
                || (uri.IsSip && !uri.Host.Equals(host.Host, StringComparison.OrdinalIgnoreCase))
                || (uri.IsTel && uri.Parameters.Contains("phone-context")))
            {
                return false;
            }

            user = uri.UserText ?? "";
        }

        if (NumberRules.TryRead(user, out _))
        {
            user = string.Concat(user.Where(static letter => letter is '+' or '*' or '#' or (>= '0' and <= '9')));
        }

        return user.Length is > 0 and <= LongestUser && user.All(static letter => char.IsAsciiLetterOrDigit(letter) || "+*#._~-".Contains(letter, StringComparison.Ordinal));
    }
}
