using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>What we say of ourselves in Allow, Supported and Accept, and what we check others' demands against.</summary>
internal static class SipCapabilities
{
    public const string Allow = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, PRACK, REFER, NOTIFY, MESSAGE";
    public const string Accept = "application/sdp";

    /// <summary>Reliable provisional responses (RFC 3262).</summary>
    public const string Reliable = "100rel";

    /// <summary>Session timers (RFC 4028).</summary>
    public const string Timer = "timer";

    /// <summary>RFC 3891.</summary>
    public const string Replaces = "replaces";

    /// <summary>REFER without a subscription (RFC 4488).</summary>
    public const string NoReferSub = "norefersub";

    /// <summary>Methods that exist but that we do not do (405); anything else unknown is 501.</summary>
    private static readonly HashSet<string> Declined = [SipMethod.Register, SipMethod.Subscribe, SipMethod.Publish];

    private static readonly HashSet<string> Allowed =
    [
        SipMethod.Invite, SipMethod.Ack, SipMethod.Cancel, SipMethod.Bye, SipMethod.Options, SipMethod.Info, SipMethod.Update,
        SipMethod.Prack, SipMethod.Refer, SipMethod.Notify, SipMethod.Message,
    ];

    /// <summary>Option tags that we can be required to support.</summary>
    private static readonly HashSet<string> Extensions = [Reliable, Timer, Replaces, NoReferSub];

    /// <summary>0: the method is ours; else the status that refuses it (RFC 3261 8.2.1).</summary>
    public static int RefusalOf(string method) => Allowed.Contains(method) ? 0 : Declined.Contains(method) ? 405 : 501;

    /// <summary>Option tags of Require (and Proxy-Require, which some peers send to end points) that we do not have (8.2.2.3).</summary>
    public static IReadOnlyList<string> Missing(SipHeaders headers) =>
        [.. headers.Require.Concat(headers.ProxyRequire).Where(tag => !Extensions.Contains(tag.ToLowerInvariant()))];

    /// <summary>Adds Allow and Supported.</summary>
    /// <param name="reliable">Whether provisional responses may be sent to us reliably: not within a session, where they tell us nothing.</param>
    public static SipHeaders Describe(SipHeaders headers, bool reliable = true) =>
        headers.Add(HeaderNames.Allow, Allow)
            .Add(HeaderNames.Supported, string.Join(", ", reliable ? Extensions : Extensions.Where(tag => tag != Reliable)));

    /// <summary>The sender lists an option tag in Supported or Require.</summary>
    public static bool Supports(this SipHeaders headers, string tag) =>
        headers.Supported.Concat(headers.Require).Contains(tag, StringComparer.OrdinalIgnoreCase);
}
