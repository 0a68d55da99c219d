using System.Net;
using FluentValidation;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Config;

/// <summary>Ranges and relations of the settings. Forms (addresses, numbers) were checked when they were read.</summary>
internal sealed class VoxieOptionsValidator : AbstractValidator<VoxieOptions>
{
    public VoxieOptionsValidator()
    {
        RuleFor(o => o.Data).NotEmpty().WithMessage("must not be empty.");
        RuleFor(o => o.Models).NotEmpty().WithMessage("must not be empty.");
        Range(o => o.Http.MaxBodyKilobytes, 1, 65_536);
        Range(o => o.Rtp.FirstMediaSeconds, 1, 3_600);
        Range(o => o.Rtp.MediaTimeoutSeconds, 1, 3_600);
        Range(o => o.Rtp.ClockThreads, 1, 16);
        Range(o => o.Calls.Max, 1, 10_000);
        Range(o => o.Calls.DrainSeconds, 0, 86_400);
        Range(o => o.Recordings.RetentionDays, 0, 36_500);
        RuleFor(o => o.Speech.Threads).InclusiveBetween(1, 256).WithMessage("'{PropertyValue}' is not between 1 and 256.");
        RuleFor(o => o.Rtp.Ports).Must(ports => ports.First >= 1024)
            .WithMessage("'{PropertyValue}' begins below 1024.");
        RuleFor(o => o.Rtp.Ports).Must(ports => ports.Last > ports.First + ports.First % 2)
            .WithMessage("'{PropertyValue}' holds no pair of an even port and the odd one above it.");
        RuleFor(o => o.Sip.Listen).NotEmpty().WithMessage("needs at least one listener.");
        RuleFor(o => o.Sip.Listeners).Must(listeners => listeners.Select(l => (l.Transport, l.Address)).Distinct().Count() == listeners.Count)
            .WithMessage("names a listener twice.");
        RuleFor(o => o.Sip.Listen).Must(listeners => listeners.Distinct().Count() == listeners.Count)
            .WithMessage("names a listener twice.");
        RuleFor(o => o.Sip.Advertise).Must(address => !IPAddress.Any.Equals(address) && !IPAddress.IPv6Any.Equals(address))
            .WithMessage("'{PropertyValue}' is no address that a peer could send to.");
        RuleFor(o => o.Sip.Trunks).NotEmpty().WithMessage("must not be empty.");
        RuleFor(o => o.Sip.Routes).NotEmpty().WithMessage("must not be empty.");
        Range(o => o.Sip.Admission.StrangerPerSecond, 1, 10_000);
        Range(o => o.Sip.Admission.StrangersPerSecond, 1, 100_000);
        Range(o => o.Sip.Admission.RequestsPerSecond, 1, 1_000_000);
        Range(o => o.Sip.Admission.BanAfter, 0, 10_000);
        Range(o => o.Sip.Admission.BanWindowSeconds, 1, 86_400);
        Range(o => o.Sip.Admission.BanSeconds, 1, 604_800);
        Range(o => o.Sip.Admission.MaxSources, 100, 1_000_000);
        RuleForEach(o => o.Sip.Admission.NeverBan).Must(range => TrunkReading.TryNetwork(range, out _))
            .WithMessage("'{PropertyValue}' is no address or CIDR range such as 192.0.2.0/24 (with no bits behind the prefix).");
        RuleFor(o => o.Agents.Folder).NotEmpty().WithMessage("must not be empty.");
        RuleFor(o => o.Agents.Brain).Must(brain => brain is null or "scripted" or "openai")
            .WithMessage("'{PropertyValue}' is not one of scripted, openai.");
        RuleFor(o => o.Database.File).NotEmpty().WithMessage("must not be empty.");
        RuleFor(o => o.Providers.OpenAi.Model).NotEmpty().WithMessage("must not be empty.");
    }

    private void Range(System.Linq.Expressions.Expression<Func<VoxieOptions, int>> setting, int least, int most) =>
        RuleFor(setting).InclusiveBetween(least, most).WithMessage("'{PropertyValue}' is not between {From} and {To}.");
}
