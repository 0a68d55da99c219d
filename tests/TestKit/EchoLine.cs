using Voxie.Pipeline.Audio;

namespace Voxie.TestKit;

/// <summary>
/// A line that gives back what is sent into it: mu-law out, a delay, a made-up hybrid or room, whatever the other side says, mu-law
/// back. 8 kHz, sample by sample; the same seed is the same line.
/// </summary>
public sealed class EchoLine
{
    private readonly double[] _response;
    private readonly short[] _sent = new short[16384];
    private readonly Random _random;
    private readonly double _noise;
    private long _position;

    /// <param name="delayMs">From sending to the first of the echo.</param>
    /// <param name="lossDb">How much weaker it is: 10 is loud.</param>
    /// <param name="tailMs">How long the response rings.</param>
    /// <param name="noiseDbfs">Steady noise on the line.</param>
    public EchoLine(int seed, double delayMs, double lossDb, double tailMs = 12, double noiseDbfs = -75)
    {
        _random = new Random(seed);
        DelaySamples = (int)(delayMs * 8);
        _response = new double[(int)(tailMs * 8)];
        for (var i = 0; i < _response.Length; i++)
            _response[i] = (_random.NextDouble() * 2 - 1) * Math.Exp(-4.0 * i / _response.Length) * (i < 6 ? (i + 1) / 6.0 : 1);
        var power = Math.Sqrt(_response.Sum(tap => tap * tap));
        var gain = Math.Pow(10, -lossDb / 20) / power;
        for (var i = 0; i < _response.Length; i++) _response[i] *= gain;
        _noise = 32768 * Math.Pow(10, noiseDbfs / 20) * Math.Sqrt(3);
    }

    /// <summary>Can be changed: a jitter buffer on the far side slips.</summary>
    public int DelaySamples { get; set; }

    /// <summary>The echo without anything else, of the last <see cref="Pass"/>.</summary>
    public double[] Echo { get; private set; } = [];

    /// <summary>What is heard while this is sent.</summary>
    /// <param name="near">What the other side says meanwhile; may be shorter, or empty.</param>
    public short[] Pass(ReadOnlySpan<short> sent, ReadOnlySpan<short> near)
    {
        var coded = TelephoneChannel.Pass(sent, 8000);
        var heard = new short[sent.Length];
        Echo = new double[sent.Length];
        for (var i = 0; i < sent.Length; i++)
        {
            _sent[(int)(_position & 16383)] = coded[i];
            double echo = 0;
            for (var tap = 0; tap < _response.Length; tap++)
            {
                var at = _position - DelaySamples - tap;
                if (at >= 0) echo += _response[tap] * _sent[(int)(at & 16383)];
            }
            _position++;
            Echo[i] = echo;
            var sum = echo + (i < near.Length ? near[i] : 0) + (_random.NextDouble() * 2 - 1) * _noise;
            heard[i] = (short)Math.Clamp(Math.Round(sum), short.MinValue, short.MaxValue);
        }
        return TelephoneChannel.Pass(heard, 8000);
    }
}
