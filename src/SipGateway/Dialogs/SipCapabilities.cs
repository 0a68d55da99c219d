using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Dialogs;

/// <summary>What we say of ourselves in Allow, Supported and Accept, and what we check others' demands against.</summary>
internal static class SipCapabilities
{
    public const string Allow = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE";
    public const string Accept = "application/sdp";

    /// <summary>Methods that exist but that we do not do (405); anything else unknown is 501.</summary>
    private static readonly HashSet<string> Declined =
    [
        SipMethod.Register, SipMethod.Message, SipMethod.Subscribe, SipMethod.Notify, SipMethod.Publish, SipMethod.Refer, SipMethod.Prack,
    ];

    private static readonly HashSet<string> Allowed =
    [
        SipMethod.Invite, SipMethod.Ack, SipMethod.Cancel, SipMethod.Bye, SipMethod.Options, SipMethod.Info, SipMethod.Update,
    ];

    /// <summary>Option tags that we can be required to support: none yet.</summary>
    private static readonly HashSet<string> Extensions = [];

    /// <summary>0: the method is ours; else the status that refuses it (RFC 3261 8.2.1).</summary>
    public static int RefusalOf(string method) => Allowed.Contains(method) ? 0 : Declined.Contains(method) ? 405 : 501;

    /// <summary>Option tags of Require (and Proxy-Require, which some peers send to end points) that we do not have (8.2.2.3).</summary>
    public static IReadOnlyList<string> Missing(SipHeaders headers) =>
        [.. headers.Require.Concat(headers.ProxyRequire).Where(tag => !Extensions.Contains(tag.ToLowerInvariant()))];

    /// <summary>Adds Allow and, once there is something to list, Supported.</summary>
    public static SipHeaders Describe(SipHeaders headers) =>
        headers.Add(HeaderNames.Allow, Allow).Add(HeaderNames.Supported, string.Join(", ", Extensions));
}
