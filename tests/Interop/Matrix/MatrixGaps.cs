using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>Why cells without a test are empty: what a peer cannot do, and what has not been tried with it.</summary>
internal static class MatrixGaps
{
    private const string AlwaysOffers = "It always offers in the INVITE.";
    private const string NoProxy = "It is an end point, not a proxy.";
    private const string NoRegistrar = "It is a phone, not a registrar.";
    private const string OldVersion = "This version does not know it.";
    private const string AsksNobody = "It is a phone: it asks nobody for a password.";
    private const string NoPing = "It sends none of its own.";
    private const string Untried = "Not tried yet with this peer.";
    private const string EndToEnd = "The end points' own matter: a proxy passes it on.";

    private static readonly Dictionary<(Feature, Peer), Cell> Known = new()
    {
        [(Feature.Tls, Peer.Sipp)] = Cannot("Debian's build of SIPp has no TLS."),
        [(Feature.Cancel, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.DelayedOffer, Peer.Baresip)] = Cannot(AlwaysOffers),
        [(Feature.DelayedOffer, Peer.Linphone)] = Cannot(AlwaysOffers),
        [(Feature.DelayedOffer, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.DelayedOffer, Peer.Asterisk)] = Cannot(AlwaysOffers),
        [(Feature.EarlyMedia, Peer.Baresip)] = NotRun(Untried),
        [(Feature.EarlyMedia, Peer.Linphone)] = NotRun(Untried),
        [(Feature.EarlyMedia, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.ReliableProvisionals, Peer.Baresip)] = Cannot(OldVersion),
        [(Feature.ReliableProvisionals, Peer.Linphone)] = NotRun(Untried),
        [(Feature.ReliableProvisionals, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.Update, Peer.Baresip)] = Cannot(OldVersion),
        [(Feature.Update, Peer.Linphone)] = NotRun(Untried),
        [(Feature.Update, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.Update, Peer.Asterisk)] = NotRun(Untried),
        [(Feature.Hold, Peer.Asterisk)] = NotRun("It holds only for a phone of its own that holds."),
        [(Feature.ReInvite, Peer.Asterisk)] = NotRun("It sends one only to move the media of a second line."),
        [(Feature.SessionTimer, Peer.Baresip)] = Cannot(OldVersion),
        [(Feature.SessionTimer, Peer.Linphone)] = NotRun(Untried),
        [(Feature.SessionTimer, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.SessionTimer, Peer.Asterisk)] = NotRun("It refreshes after 45 s at the earliest: too long for each run."),
        [(Feature.DtmfEvents, Peer.Sipp)] = NotRun(Untried),
        [(Feature.DtmfEvents, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.DtmfInfo, Peer.Linphone)] = NotRun(Untried),
        [(Feature.DtmfInfo, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.BlindTransfer, Peer.Linphone)] = NotRun(Untried),
        [(Feature.BlindTransfer, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.AttendedTransfer, Peer.Sipp)] = NotRun("Replaces is tested over the running stack, not with a peer yet."),
        [(Feature.AttendedTransfer, Peer.Baresip)] = Cannot(OldVersion),
        [(Feature.AttendedTransfer, Peer.Kamailio)] = NotRun(EndToEnd),
        [(Feature.DigestIn, Peer.Kamailio)] = NotRun("A proxy is known by its address."),
        [(Feature.DigestOut, Peer.Baresip)] = Cannot(AsksNobody),
        [(Feature.DigestOut, Peer.Linphone)] = Cannot(AsksNobody),
        [(Feature.Registration, Peer.Sipp)] = NotRun("Tested apart (RegistrationTests)."),
        [(Feature.Registration, Peer.Baresip)] = Cannot(NoRegistrar),
        [(Feature.Registration, Peer.Linphone)] = Cannot(NoRegistrar),
        [(Feature.OptionsIn, Peer.Baresip)] = Cannot(NoPing),
        [(Feature.OptionsIn, Peer.Linphone)] = Cannot(NoPing),
        [(Feature.OptionsOut, Peer.Sipp)] = NotRun(Untried),
        [(Feature.OptionsOut, Peer.Baresip)] = NotRun(Untried),
        [(Feature.OptionsOut, Peer.Linphone)] = NotRun(Untried),
        [(Feature.RecordRoute, Peer.Baresip)] = Cannot(NoProxy),
        [(Feature.RecordRoute, Peer.Linphone)] = Cannot(NoProxy),
        [(Feature.RecordRoute, Peer.Asterisk)] = Cannot(NoProxy),
        [(Feature.Redirect, Peer.Baresip)] = Cannot(OldVersion),
        [(Feature.Redirect, Peer.Linphone)] = NotRun(Untried),
    };

    public static Cell Of(Feature feature, Peer peer) =>
        Known.TryGetValue((feature, peer), out var cell) && cell.Verdict == Verdict.NotSupported ? cell
        : peer == Peer.Asterisk && AsteriskPeer.MissingBecause is { } reason ? NotRun("No Asterisk here: " + reason + ".")
        : cell ?? NotRun("");

    private static Cell Cannot(string why) => new(Verdict.NotSupported, why);

    private static Cell NotRun(string why) => new(Verdict.NotRun, why);
}
