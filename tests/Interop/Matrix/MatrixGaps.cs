using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>Why cells without a test are empty: what a peer cannot do, and what has not been tried with it.</summary>
internal static class MatrixGaps
{
    private static readonly Dictionary<(Feature, Peer), Cell> Known = new()
    {
        [(Feature.Tls, Peer.Sipp)] = Cannot("Debian's build of SIPp has no TLS."),
        [(Feature.DelayedOffer, Peer.Baresip)] = Cannot(AlwaysOffers),
        [(Feature.DelayedOffer, Peer.Linphone)] = Cannot(AlwaysOffers),
        [(Feature.DelayedOffer, Peer.Asterisk)] = Cannot(AlwaysOffers),
        [(Feature.ReliableProvisionals, Peer.Baresip)] = Cannot("Not in version 1.0."),
        [(Feature.SessionTimer, Peer.Baresip)] = Cannot("Not in version 1.0."),
        [(Feature.Update, Peer.Baresip)] = Cannot("Not in version 1.0."),
        [(Feature.DtmfInfo, Peer.Linphone)] = NotRun("It sends digits one way at a time; by RTP here."),
        [(Feature.RecordRoute, Peer.Baresip)] = Cannot(NoProxy),
        [(Feature.RecordRoute, Peer.Linphone)] = Cannot(NoProxy),
        [(Feature.RecordRoute, Peer.Asterisk)] = Cannot(NoProxy),
        [(Feature.Registration, Peer.Baresip)] = Cannot(NoRegistrar),
        [(Feature.Registration, Peer.Linphone)] = Cannot(NoRegistrar),
        [(Feature.OptionsIn, Peer.Linphone)] = Cannot("It sends none."),
    };

    private const string AlwaysOffers = "It always offers in the INVITE.";
    private const string NoProxy = "It is an end point, not a proxy.";
    private const string NoRegistrar = "It is a phone, not a registrar.";

    public static Cell Of(Feature feature, Peer peer) =>
        Known.TryGetValue((feature, peer), out var cell) && cell.Verdict == Verdict.NotSupported ? cell
        : peer == Peer.Asterisk && AsteriskPeer.MissingBecause is { } reason ? NotRun("No Asterisk here: " + reason + ".")
        : cell ?? NotRun("");

    private static Cell Cannot(string why) => new(Verdict.NotSupported, why);

    private static Cell NotRun(string why) => new(Verdict.NotRun, why);
}
