namespace Voxie.Admin.Cli.Doctor;

internal enum Verdict { Ok, Warn, Fail }

/// <summary>One line of the doctor's report.</summary>
/// <param name="Remedy">What to do about it; null when all is well.</param>
internal sealed record Finding(Verdict Verdict, string Subject, string Detail, string? Remedy = null)
{
    public override string ToString()
    {
        var line = $"{Verdict.ToString().ToLowerInvariant(),-4}  {Subject}: {Detail}";
        return Remedy is null ? line : $"{line}{Environment.NewLine}      remedy: {Remedy}";
    }
}
