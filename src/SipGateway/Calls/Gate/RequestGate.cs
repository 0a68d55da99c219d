using System.Net;
using Microsoft.Extensions.Logging;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Calls.Gate;

/// <summary>
/// Who is listened to, and which requests are let in: gathers the facts for <see cref="AdmissionTable"/> and does what it says.
/// Nothing is kept of a request before it is admitted but counters in bounded tables. Receive loops, several at once.
/// </summary>
internal sealed partial class RequestGate(GateParts parts) : ISourceGate
{
    // RFC 3261 20.33. Short: the next second brings new room.
    private const string RetrySoon = "2";

    private readonly AdmissionOptions _options = parts.Options;
    private readonly TrunkFinder _trunks = parts.Trunks;
    private readonly BanList _bans = new(parts.Options);
    private readonly SourceRates _strangers = new(parts.Options.StrangerPerSecond, parts.Options.StrangersPerSecond, parts.Options.MaxSources);
    private readonly ILogger _logger = parts.Logger;
    private readonly Lock _lock = new();
    private TokenBucket _known = new(parts.Options.RequestsPerSecond);

    private TimeSpan Now => parts.Time.GetElapsedTime(0);

    public bool Hears(SipFlow flow)
    {
        var source = flow.Remote.Address;
        if (IsLocal(source) || _trunks.IsSource(source))
        {
            return true;
        }

        var now = Now;
        if (_bans.IsBanned(source, now))
        {
            parts.Rejects.Dropped(RejectCause.Banned);
            return false;
        }

        if (parts.Peers.Knows(source, now) || _strangers.TryTake(source, now))
        {
            return true;
        }

        parts.Rejects.Dropped(RejectCause.SourceRate);
        return false;
    }

    public void SendsTo(SipFlow flow)
    {
        if (!IsLocal(flow.Remote.Address))
        {
            parts.Peers.Met(flow.Remote.Address, Now);
        }
    }

    public bool AnswersBroken(SipFlow flow) => IsLocal(flow.Remote.Address) || _trunks.IsSource(flow.Remote.Address);

    /// <summary>Judges a new request: no retransmission, no ACK, no CANCEL of the sender's own INVITE.</summary>
    public RequestVerdict Admit(SipRequest request, SipFlow flow)
    {
        var source = flow.Remote.Address;
        var user = parts.Proof.UserOf(request);
        var match = _trunks.Find(request, flow, user);
        if (DialogOf(request, source, match) is { } dialog)
        {
            return RequestVerdict.Welcome(new Admission(match.Trunk, dialog));
        }

        var kind = match.BySource ? SourceKind.Trunk : IsLocal(source) ? SourceKind.Local : SourceKind.Stranger;
        if (kind == SourceKind.Local && !match.IsNamed)
        {
            match = TrunkMatch.None; // a program of this machine needs no trunk, though some trunk would take anybody
        }

        var facts = new AdmissionFacts(kind,
            IsBanned: kind == SourceKind.Stranger && _bans.IsBanned(source, Now),
            IgnoresStrangers: _options.IgnoresStrangers,
            WithinRate: IsWithinRate(),
            Proof: ProofOf(request, source, match),
            TrunkHasRoom: !BeginsCall(request) || match.Trunk is not { } full || parts.Legs.CountOf(full.Id) < full.Limits.MaxCalls,
            WithinTrunkRate: !BeginsCall(request) || match.Trunk is not { } fast || parts.Rates.HasRoom(fast));
        return Answer(AdmissionTable.Decide(facts), request, source, match);
    }

    private static bool BeginsCall(SipRequest request) => request.Method == SipMethod.Invite && request.Headers.To!.Tag is null;

    private bool IsLocal(IPAddress source) => _options.TrustLoopback && IPAddress.IsLoopback(source);

    /// <summary>The live call that the request names, if it comes from that call's other side: from its address or its trunk.</summary>
    private IDialogUser? DialogOf(SipRequest request, IPAddress source, TrunkMatch match) =>
        request.Headers.To!.Tag is not null && parts.Dialogs.Find(request) is { } owner
        && (owner.Peer.Equals(source) || (match.BySource && owner.TrunkId is { } trunk && trunk == match.Trunk?.Id))
            ? owner : null;

    private bool IsWithinRate()
    {
        lock (_lock)
        {
            return _known.HasToken(Now);
        }
    }

    private ProofState ProofOf(SipRequest request, IPAddress source, TrunkMatch match)
    {
        // A peer that we know by its address may ask whether we are alive, or cancel, without a proof.
        var harmless = match.BySource && request.Method is SipMethod.Options or SipMethod.Cancel;
        return match.MustProve && !harmless ? parts.Proof.Judge(request, source, match.Trunk!.InboundCredentials!, match.IsNamed) : ProofState.NotAsked;
    }

    private RequestVerdict Answer(AdmissionOutcome outcome, SipRequest request, IPAddress source, TrunkMatch match)
    {
        switch (outcome)
        {
            case AdmissionOutcome.Admit:
                return Welcome(request, source, match);
            case AdmissionOutcome.Banned:
                parts.Rejects.Dropped(RejectCause.Banned);
                return RequestVerdict.Silence;
            case AdmissionOutcome.Ignore:
                Reject(RejectCause.Source, request, source, 0, match);
                return RequestVerdict.Silence;
            case AdmissionOutcome.Refuse:
                return Refuse(RejectCause.Source, request, source, 403, match);
            case AdmissionOutcome.TooMany:
                return Refuse(RejectCause.Rate, request, source, 503, match, new SipHeader(HeaderNames.RetryAfter, RetrySoon));
            case AdmissionOutcome.TrunkTooFast:
                return Refuse(RejectCause.TrunkRate, request, source, 503, match, new SipHeader(HeaderNames.RetryAfter, RetrySoon));
            case AdmissionOutcome.TrunkFull:
                return Refuse(RejectCause.TrunkFull, request, source, 503, match, new SipHeader(HeaderNames.RetryAfter, RetrySoon));
            case AdmissionOutcome.WrongProof:
                Reject(RejectCause.Credentials, request, source, 401, match);
                return Challenge(source, match, stale: false);
            default:
                return Challenge(source, match, stale: outcome == AdmissionOutcome.ChallengeAnew);
        }
    }

    private RequestVerdict Welcome(SipRequest request, IPAddress source, TrunkMatch match)
    {
        lock (_lock)
        {
            _known.TryTake(Now);
        }

        if (match.Trunk is not { } trunk)
        {
            return RequestVerdict.Welcome(Admission.Local);
        }

        if (BeginsCall(request))
        {
            parts.Rates.TryTake(trunk);
        }

        if (match is { MustProve: true, BySource: false })
        {
            parts.Peers.Met(source, Now);
            _bans.Forgive(source);
        }

        return RequestVerdict.Welcome(new Admission(trunk));
    }

    private RequestVerdict Challenge(IPAddress source, TrunkMatch match, bool stale) =>
        RequestVerdict.Refuse(401, parts.Proof.Challenge(source, match.Trunk!.InboundCredentials!, stale));

    private RequestVerdict Refuse(
        RejectCause cause, SipRequest request, IPAddress source, int status, TrunkMatch match, params IReadOnlyList<SipHeader> headers)
    {
        Reject(cause, request, source, status, match);
        return RequestVerdict.Refuse(status, headers);
    }

    private void Reject(RejectCause cause, SipRequest request, IPAddress source, int status, TrunkMatch match)
    {
        parts.Rejects.Add(RejectedRequest.Of(cause, request, source.ToString(), status) with { Trunk = match.KnownId });
        var fails = cause is RejectCause.Source or RejectCause.Credentials && !match.BySource && !IsLocal(source);
        if (fails && _bans.Failed(source, Now))
        {
            LogBanned(source, _options.BanFor);
        }
    }
}
