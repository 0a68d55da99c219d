using System.Collections.Concurrent;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// The coefficients for one pair of rates: a Kaiser-windowed sinc cut into <see cref="Up"/> phases. Immutable, so all resamplers
/// of a pair share one.
/// </summary>
internal sealed class ResamplerFilter
{
    /// <summary>Stop-band attenuation designed for; 60 dB are promised, the margin covers rounding to 16 bits.</summary>
    private const double StopBandDb = 74;

    /// <summary>Pass-band edge as a part of the lower rate's Nyquist: 3.4 kHz of 4 kHz, the telephone band.</summary>
    private const double PassBand = 0.85;

    // A memo of pure values: at most one entry per pair of rates.
    private static readonly ConcurrentDictionary<(int In, int Out), ResamplerFilter> Known = new();

    private readonly float[] _taps;

    private ResamplerFilter(int inputHz, int outputHz)
    {
        var divisor = Gcd(inputHz, outputHz);
        Up = outputHz / divisor;
        Down = inputHz / divisor;

        // Kaiser's estimate of the length, in samples of the input rate (one phase's worth).
        var nyquist = Math.Min(inputHz, outputHz) / 2.0;
        var transition = 2 * Math.PI * (1 - PassBand) * nyquist / inputHz;
        Reach = (int)Math.Ceiling((StopBandDb - 7.95) / (2.285 * transition) / 2) + 1;
        TapsPerPhase = 2 * Reach;

        _taps = new float[Up * TapsPerPhase];
        var cutoff = (1 + PassBand) / 2 * nyquist / inputHz;
        var phase = new double[TapsPerPhase];
        for (var p = 0; p < Up; p++) DesignPhase(p, cutoff, phase);
    }

    /// <summary>Phases; output rate = input rate * <see cref="Up"/> / <see cref="Down"/>.</summary>
    public int Up { get; }
    public int Down { get; }

    /// <summary>Input samples needed on each side of an output sample.</summary>
    public int Reach { get; }
    public int TapsPerPhase { get; }

    public static ResamplerFilter For(int inputHz, int outputHz) =>
        Known.GetOrAdd((inputHz, outputHz), static pair => new ResamplerFilter(pair.In, pair.Out));

    /// <summary>Coefficients in the order of the input samples that they weigh.</summary>
    public ReadOnlySpan<float> Phase(int phase) => _taps.AsSpan(phase * TapsPerPhase, TapsPerPhase);

    private void DesignPhase(int p, double cutoff, double[] phase)
    {
        var beta = 0.1102 * (StopBandDb - 8.7);
        var sum = 0.0;
        for (var k = 0; k < TapsPerPhase; k++)
        {
            // The output sample lies p/Up after input sample Reach-1 of the window.
            var x = k - (Reach - 1) - (double)p / Up;
            var inWindow = 1 - x * x / ((double)Reach * Reach);
            var window = inWindow <= 0 ? 0 : Bessel0(beta * Math.Sqrt(inWindow)) / Bessel0(beta);
            phase[k] = 2 * cutoff * Sinc(2 * cutoff * x) * window;
            sum += phase[k];
        }
        // Equal gain at 0 Hz in every phase: otherwise a constant would come out as a tone.
        for (var k = 0; k < TapsPerPhase; k++) _taps[p * TapsPerPhase + k] = (float)(phase[k] / sum);
    }

    private static double Sinc(double x) => Math.Abs(x) < 1e-12 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    /// <summary>Modified Bessel function of the first kind, order 0, by its power series.</summary>
    private static double Bessel0(double x)
    {
        double sum = 1, term = 1;
        for (var k = 1; term > sum * 1e-12; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
