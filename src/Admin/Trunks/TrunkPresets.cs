using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>
/// Settings to start from, by the name of the other side; docs/trunks says for each how that side is set up, where the values
/// come from and which of them nobody has tried yet.
/// </summary>
internal static class TrunkPresets
{
    private static readonly string[] AllTransports = ["udp", "tcp", "tls"];
    private static readonly string[] Pcm = ["PCMU", "PCMA"];
    // A PBX's own dial plan says what its users may dial; what is costly stays denied.
    private static readonly DiallingDocument Anything = new() { Allow = ["*"] };

    public static IReadOnlyDictionary<string, TrunkDocument> All { get; } = new SortedDictionary<string, TrunkDocument>(StringComparer.Ordinal)
    {
        ["asterisk"] = new()
        {
            Transports = AllTransports, Codecs = Pcm, PingSeconds = 30, Dialling = Anything,
            Terms = new TermsDocument { TrustsIdentity = true, SessionExpiresSeconds = 1800, MinSessionExpiresSeconds = 90 },
        },
        ["freeswitch"] = new()
        {
            Transports = AllTransports, Codecs = Pcm, PingSeconds = 30, Dialling = Anything,
            // Below 120 s it answers 422.
            Terms = new TermsDocument { TrustsIdentity = true, SessionExpiresSeconds = 1800, MinSessionExpiresSeconds = 120 },
        },
        ["kamailio"] = new()
        {
            Transports = AllTransports, Codecs = Pcm, PingSeconds = 30, Dialling = Anything,
            Terms = new TermsDocument { TrustsIdentity = true, SessionExpiresSeconds = 1800, MinSessionExpiresSeconds = 90 },
        },
        ["livekit"] = new()
        {
            Transports = AllTransports, Codecs = Pcm, Dialling = Anything,
            // It knows no session timers, and hands callers on by REFER.
            Terms = new TermsDocument { TrustsIdentity = true, AllowsTransfer = true, SessionExpiresSeconds = 0 },
        },
        ["telnyx"] = new()
        {
            Sources =
            [
                "192.76.120.10", "64.16.250.10", // sip.telnyx.com
                "185.246.41.140", "185.246.41.141", // sip.telnyx.eu
                "103.115.244.145", "103.115.244.146", // sip.telnyx.com.au
                "192.76.120.31", "64.16.250.13", // sip.telnyx.ca
            ],
            Transports = AllTransports, Codecs = Pcm, Target = "sip:sip.telnyx.com",
            Terms = new TermsDocument { TrustsIdentity = true, SessionExpiresSeconds = 0 },
            Limits = new TrunkLimitsDocument { CallsPerSecond = 20 },
        },
        ["twilio"] = new()
        {
            Sources = ["54.172.60.0/30", "54.244.51.0/30"], // Virginia and Oregon
            Transports = AllTransports, Codecs = Pcm,
            Terms = new TermsDocument { TrustsIdentity = true },
            Limits = new TrunkLimitsDocument { CallsPerSecond = 30 },
        },
    };

    public static string Names { get; } = string.Join(", ", All.Keys);

    /// <summary>A document with all that its preset says and it does not.</summary>
    public static TrunkDocument Complete(TrunkDocument document) =>
        document.Over(document.Preset is { } name && All.TryGetValue(name, out var preset) ? preset : new TrunkDocument());
}
