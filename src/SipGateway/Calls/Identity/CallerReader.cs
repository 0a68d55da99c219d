using System.Collections.Immutable;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls.Identity;

/// <summary>
/// What an INVITE says of its caller. The network's word (RFC 3325, Remote-Party-ID, Diversion) counts on a trunk that is trusted;
/// else it is kept as a claim. Any thread.
/// </summary>
internal sealed class CallerReader(PassportCheck passports, TimeProvider time)
{
    private const int MostDiversions = 16;
    private static readonly TrunkHeaders UsualHeaders = new();

    /// <param name="trunk">Whom the INVITE comes from; null: a program on this machine, whose word on others is not taken.</param>
    public CallerInfo Read(SipRequest invite, Trunk? trunk)
    {
        var headers = invite.Headers;
        var trusted = trunk?.Terms.TrustsIdentity ?? false;
        var from = headers.From!;
        var (asserted, source) = Asserted(headers);
        var believed = trusted && asserted is not null;
        var shown = believed ? asserted! : from;
        var withheld = IsWithheld(headers, from);
        var number = withheld ? null : NumberOf(shown.Uri);
        return new CallerInfo
        {
            Number = number,
            Name = withheld ? null : shown.DisplayName ?? from.DisplayName,
            Source = believed ? source : CallerSource.From,
            Believed = believed,
            Withheld = withheld,
            Claimed = believed ? null : Claim(headers, asserted),
            Called = First(headers, "P-Called-Party-ID") is { } called ? NumberOf(called.Uri) : null,
            Diversions = Diversions(headers, trusted),
            Attestation = Attestation(invite, asserted, believed, NumberOf(shown.Uri)),
            Headers = KeptHeaders.Of(headers, trunk?.Headers ?? UsualHeaders),
        };
    }

    /// <summary>What stands for a caller in the record: the number, or the host of one without.</summary>
    public static string NumberOf(SipUri uri) => uri.UserText is { Length: > 0 } user ? user.Split(';')[0] : uri.Host;

    private static (NameAddr? Who, CallerSource Source) Asserted(SipHeaders headers)
    {
        if (First(headers, HeaderNames.PAssertedIdentity) is { } asserted)
        {
            return (asserted, CallerSource.PAssertedIdentity);
        }

        // draft-ietf-sip-privacy-04: party=called describes the other end.
        return First(headers, HeaderNames.RemotePartyId) is { } party && party.Parameters["party"] is null or "calling"
            ? (party, CallerSource.RemotePartyId) : (null, CallerSource.From);
    }

    private static string? Claim(SipHeaders headers, NameAddr? asserted) =>
        (asserted ?? First(headers, HeaderNames.PPreferredIdentity)) is { } claim ? NumberOf(claim.Uri) : null;

    /// <summary>RFC 3323 4.2, RFC 3325 9.3, and what carriers write for a caller without a number.</summary>
    private static bool IsWithheld(SipHeaders headers, NameAddr from)
    {
        var privacy = string.Join(';', headers.All(HeaderNames.Privacy)).Split([';', ',', ' ']);
        var party = First(headers, HeaderNames.RemotePartyId)?.Parameters["privacy"];
        var user = from.Uri.UserText ?? "";
        return privacy.Any(word => word.ToLowerInvariant() is "id" or "user" or "header" or "critical")
            || party is { } wish && !wish.Equals("off", StringComparison.OrdinalIgnoreCase)
            || from.Uri.Host.Equals("anonymous.invalid", StringComparison.OrdinalIgnoreCase)
            || user.ToLowerInvariant() is "anonymous" or "restricted" or "unavailable" or "unknown";
    }

    private static ImmutableArray<CallDiversion> Diversions(SipHeaders headers, bool trusted)
    {
        // RFC 5806: the last diverter stands on top. RFC 7044: the entries grow downwards, and the last one is ourselves.
        var diverted = (headers.Addresses(HeaderNames.Diversion) ?? [])
            .Select(hop => new CallDiversion(NumberOf(hop.Uri), hop.Parameters.Text("reason"), trusted));
        var history = (headers.Addresses(HeaderNames.HistoryInfo) ?? []).SkipLast(1).Reverse()
            .Select(entry => new CallDiversion(NumberOf(entry.Uri), entry.Uri.HeaderOf(HeaderNames.Reason), trusted));
        return [.. diverted.Concat(history).Take(MostDiversions)];
    }

    private CallerAttestation? Attestation(SipRequest invite, NameAddr? asserted, bool believed, string shown)
    {
        if (invite.Headers[HeaderNames.Identity] is { } header)
        {
            return PassportReader.TryRead(header, out var passport)
                ? new CallerAttestation(passport.Attest, passport.OrigId, passports.Check(passport, shown, invite.RequestUri.UserText, time.GetUtcNow()))
                : new CallerAttestation(null, null, AttestationCheck.Malformed);
        }

        // Carriers verify at their edge and write the verdict into the URI: TN-Validation-Passed-A, -B, -C, TN-Validation-Failed.
        var verdict = believed ? asserted!.Uri.Parameters["verstat"] ?? asserted.Parameters["verstat"] : null;
        return verdict is null ? null : new CallerAttestation(LevelOf(verdict), null, AttestationCheck.ToldByCarrier);
    }

    private static string? LevelOf(string verdict) => verdict.ToUpperInvariant() switch
    {
        "TN-VALIDATION-PASSED" or "TN-VALIDATION-PASSED-A" => "A",
        "TN-VALIDATION-PASSED-B" => "B",
        "TN-VALIDATION-PASSED-C" => "C",
        _ => null,
    };

    private static NameAddr? First(SipHeaders headers, string name) => headers.Addresses(name) is [var first, ..] ? first : null;
}
