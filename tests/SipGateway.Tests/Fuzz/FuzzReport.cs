using System.Globalization;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>What a run has found; nothing in it is a failure.</summary>
/// <param name="SlowestMs">Best of four readings of the input that took longest.</param>
/// <param name="SlowestNumber">Its number.</param>
/// <param name="MostPerByte">Most bytes allocated for one byte of an input, the free ones off.</param>
internal sealed record FuzzReport(string Target, long Taken, long Refused, double SlowestMs, int SlowestNumber, double MostPerByte, TimeSpan Took)
{
    public static FuzzReport Join(IReadOnlyCollection<FuzzReport> parts)
    {
        var slowest = parts.MaxBy(part => part.SlowestMs)!;
        return new(slowest.Target, parts.Sum(part => part.Taken), parts.Sum(part => part.Refused), slowest.SlowestMs, slowest.SlowestNumber,
            parts.Max(part => part.MostPerByte), parts.Max(part => part.Took));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Target}: {Taken + Refused:N0} inputs, {Taken:N0} taken, {Refused:N0} refused; slowest {SlowestMs:0.000} ms (number {SlowestNumber}), "
        + $"at most {MostPerByte:0.0} bytes allocated per byte; {Took.TotalSeconds:0} s");
}
