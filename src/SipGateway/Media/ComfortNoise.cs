namespace Voxie.SipGateway.Media;

/// <summary>
/// RFC 3389: the background of a side that pauses, made again from its level and the shape of its spectrum. Listening thread only;
/// allocates nothing.
/// </summary>
internal sealed class ComfortNoise
{
    /// <summary>Reflection coefficients that are used; of more, the first.</summary>
    private const int MostCoefficients = 10;

    // A step in the level, heard as a click, is spread over this many samples.
    private const int Glide = 160;

    private readonly float[] _reflection = new float[MostCoefficients];
    private readonly float[] _backward = new float[MostCoefficients + 1];
    private int _order;
    private float _wanted;
    private float _gain;
    private uint _random = 1;

    /// <summary>The other side pauses.</summary>
    public bool IsOn { get; private set; }

    /// <param name="payload">Level, then coefficients. Empty (some peers): silence.</param>
    public void Take(ReadOnlySpan<byte> payload)
    {
        // 3.1: -dBov in the lower seven bits; 0 dBov is a square wave at full scale.
        var level = payload.IsEmpty ? 127 : payload[0] & 0x7F;
        var rms = level == 127 ? 0 : 32768 * MathF.Pow(10, -level / 20f);
        _order = Math.Min(Math.Max(0, payload.Length - 1), MostCoefficients);
        var power = 1f;
        for (var i = 0; i < _order; i++)
        {
            // 3.2. All of 0 to 254 lie inside of one, which keeps the filter stable; 255 means nothing.
            _reflection[i] = 258 * (Math.Min(payload[1 + i], (byte)254) - 127) / 32768f;
            power *= 1 - _reflection[i] * _reflection[i];
        }
        // What the filter adds to the power is taken off the excitation. Uniform noise has a third of its peak's power.
        _wanted = rms * MathF.Sqrt(3 * power);
        if (!IsOn)
        {
            _gain = _wanted;
            Array.Clear(_backward);
        }
        IsOn = true;
    }

    /// <summary>The other side speaks again.</summary>
    public void Stop() => IsOn = false;

    public void Fill(Span<short> samples)
    {
        for (var i = 0; i < samples.Length; i++)
        {
            _gain += (_wanted - _gain) / Glide;
            samples[i] = (short)Math.Clamp(MathF.Round(Shape(Next() * _gain)), short.MinValue, short.MaxValue);
        }
    }

    // All-pole lattice.
    private float Shape(float excitation)
    {
        var forward = excitation;
        for (var i = _order; i > 0; i--)
        {
            forward -= _reflection[i - 1] * _backward[i - 1];
            _backward[i] = _backward[i - 1] + _reflection[i - 1] * forward;
        }
        _backward[0] = forward;
        return forward;
    }

    private float Next()
    {
        _random ^= _random << 13;
        _random ^= _random >> 17;
        _random ^= _random << 5;
        return (int)_random / 2147483648f;
    }
}
