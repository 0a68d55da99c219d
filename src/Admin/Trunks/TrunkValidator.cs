using System.Text.RegularExpressions;
using FluentValidation;
using Voxie.SipGateway.Calls.Trunks;

namespace Voxie.Admin.Trunks;

/// <summary>What any trunk must keep, wherever it comes from, its preset included.</summary>
internal sealed partial class TrunkValidator : AbstractValidator<TrunkDocument>
{
    private static readonly string[] Codecs = ["PCMU", "PCMA", "G722", "opus"];

    public TrunkValidator()
    {
        RuleFor(t => t.Name).Must(name => name is null || (name.Length <= 100 && !name.Any(char.IsControl))).WithMessage("is longer than 100 characters, or holds a control character.");
        RuleFor(t => t.Preset).Must(preset => preset is null || TrunkPresets.All.ContainsKey(preset)).WithMessage($"is not one of {TrunkPresets.Names}.");
        RuleFor(t => t.Sources).Must(list => list is null || list.Count <= 200).WithMessage("has more than 200 entries.");
        RuleForEach(t => t.Sources).Must(source => TrunkReading.TryNetwork(source, out _))
            .WithMessage("'{PropertyValue}' is no address or CIDR range such as 192.0.2.0/24 (with no bits behind the prefix).");
        RuleForEach(t => t.Transports).Must(transport => transport is "udp" or "tcp" or "tls" or "ws" or "wss").WithMessage("'{PropertyValue}' is not one of udp, tcp, tls, ws, wss.");
        RuleFor(t => t.Target).Must(Uri).WithMessage(t => TrunkAddress.FaultOf(t.Target!));
        RuleFor(t => t.PingSeconds).InclusiveBetween(5, 3600).WithMessage("is not between {From} and {To}.");
        RuleFor(t => t.Codecs).Must(list => list is null || (list.Count > 0 && list.Distinct(StringComparer.OrdinalIgnoreCase).Count() == list.Count))
            .WithMessage("is empty, or names one twice.");
        RuleForEach(t => t.Codecs).Must(codec => Codecs.Contains(codec, StringComparer.OrdinalIgnoreCase)).WithMessage("'{PropertyValue}' is not one of PCMU, PCMA, G722, opus.");
        RuleFor(t => t.Dtmf).IsInEnum().WithMessage("is not one of rfc4733, info, inband.");
        RuleFor(t => t.Srtp).IsInEnum().WithMessage("is not one of off, optional, required.");
        RuleFor(t => t.SrtpKeys).IsInEnum().WithMessage("is not one of sdes, dtls.");
        Secrets();
        Sections();
        Whole();
    }

    public static bool IsId(string id) => id != "local" && Slug().IsMatch(id);

    private static bool Uri(string? uri) => uri is null || TrunkAddress.FaultOf(uri) is null;

    private void Secrets()
    {
        RuleFor(t => t.Inbound!).ChildRules(Credentials).When(t => t.Inbound is not null);
        RuleFor(t => t.Outbound!).ChildRules(Credentials).When(t => t.Outbound is not null);
        RuleFor(t => t.Registration!).ChildRules(registration =>
        {
            registration.RuleFor(r => r.Registrar).Must(Uri).WithMessage(r => TrunkAddress.FaultOf(r.Registrar));
            registration.RuleFor(r => r.User).Must(user => User().IsMatch(user)).WithMessage("must be 1 to 128 letters, digits or + * # . _ ~ -");
            registration.RuleFor(r => r.KeepAliveSeconds).Must(seconds => seconds is null or 0 or (>= 10 and <= 600)).WithMessage("is neither 0 nor between 10 and 600.");
            registration.RuleFor(r => r.ExpiresSeconds).InclusiveBetween(60, 86_400).WithMessage("is not between {From} and {To}.");
        }).When(t => t.Registration is not null);
    }

    private static void Credentials(InlineValidator<CredentialsDocument> credentials)
    {
        credentials.RuleFor(c => c.User).Must(user => user.Length is > 0 and <= 128 && !user.Any(c => char.IsControl(c) || c is '"' or ':'))
            .WithMessage("must be 1 to 128 characters without quotes, colons and control characters.");
        // S4 of the threat list: an empty password must never let anybody in.
        credentials.RuleFor(c => c.Password).Must(password => password.Length is > 0 and <= 256 && !password.Any(char.IsControl))
            .WithMessage("must be 1 to 256 characters without control characters.");
        credentials.RuleFor(c => c.Realm).Must(realm => realm is null || (realm.Length is > 0 and <= 128 && !realm.Any(c => char.IsControl(c) || c is '"' or '\\')))
            .WithMessage("must be 1 to 128 characters without quotes, backslashes and control characters.");
        credentials.RuleFor(c => c.Algorithms).Must(list => list is null || (list.Count > 0 && list.Distinct(StringComparer.OrdinalIgnoreCase).Count() == list.Count))
            .WithMessage("is empty, or names one twice.");
        credentials.RuleForEach(c => c.Algorithms).Must(TrunkReading.Algorithms.ContainsKey).WithMessage("'{PropertyValue}' is not one of MD5, SHA-256.");
    }

    private void Sections()
    {
        RuleFor(t => t.Terms!.SessionExpiresSeconds).Must(seconds => seconds is null or 0 or (>= 90 and <= 86_400)).When(t => t.Terms is not null)
            .WithMessage("is neither 0 nor between 90 and 86400.");
        RuleFor(t => t.Terms!.MinSessionExpiresSeconds).InclusiveBetween(90, 86_400).When(t => t.Terms is not null).WithMessage("is not between {From} and {To}.");
        RuleFor(t => t.Limits!.MaxCalls).InclusiveBetween(1, 10_000).When(t => t.Limits is not null).WithMessage("is not between {From} and {To}.");
        RuleFor(t => t.Limits!.CallsPerSecond).InclusiveBetween(1, 10_000).When(t => t.Limits is not null).WithMessage("is not between {From} and {To}.");
        RuleFor(t => t.Headers!.CallerId).Must(id => id is null || User().IsMatch(id)).When(t => t.Headers is not null)
            .WithMessage("must be 1 to 128 letters, digits or + * # . _ ~ -");
        RuleForEach(t => t.Headers!.Outbound).Must(header => TrunkAddress.FaultOf(header.Name, header.Value) is null).When(t => t.Headers is not null)
            .WithMessage((_, header) => $"'{header.Name}' {TrunkAddress.FaultOf(header.Name, header.Value)}");
        RuleFor(t => t.Headers!.Outbound).Must(list => list is null || list.Select(h => h.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count() == list.Count)
            .When(t => t.Headers is not null).WithMessage("names a header twice.");
        RuleForEach(t => t.Headers!.Keep).Must(name => name.Length is > 0 and <= 64).When(t => t.Headers is not null).WithMessage("must be 1 to 64 characters.");
        RuleForEach(t => t.Dialling!.Allow).Must(prefix => prefix == "*" || Prefix().IsMatch(prefix)).When(t => t.Dialling is not null)
            .WithMessage("'{PropertyValue}' is neither * nor the beginning of a number, such as +49 or 2.");
        RuleForEach(t => t.Dialling!.Deny).Must(prefix => Prefix().IsMatch(prefix)).When(t => t.Dialling is not null)
            .WithMessage("'{PropertyValue}' is not the beginning of a number, such as +1900.");
    }

    /// <summary>What only the whole shows, the preset included.</summary>
    private void Whole()
    {
        RuleFor(t => t).Custom((document, context) =>
        {
            var full = TrunkPresets.Complete(document);
            if (full.Registration is not null && full.Outbound is null)
            {
                context.AddFailure("registration", "needs the outbound credentials.");
            }
            if (full.Sources is null or [] && full.Inbound is null && full.Target is null && full.Registration is null)
            {
                context.AddFailure("sources", "there is neither an address that calls may come from, nor credentials, nor a target: the trunk would do nothing.");
            }
            if (full.PingSeconds is not null && full.Target is null && document.PingSeconds is not null)
            {
                context.AddFailure("pingSeconds", "there is no target to ping.");
            }
        });
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[A-Za-z0-9+*#._~-]{1,128}\z")]
    private static partial Regex User();

    [GeneratedRegex(@"\A\+?[0-9]{1,15}\z")]
    private static partial Regex Prefix();
}
