using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Takes our own voice out of what a line hears, and says how likely what is left is still that. In blocks of 10 ms. While we have not
/// spoken for longer than an echo takes, or nothing is heard while we do, it only measures levels. Listening thread only; allocates
/// nothing but, once in a call, what the search and the filter need.
/// </summary>
internal sealed partial class EchoCanceller
{
    /// <summary>RMS 20 is -64 dBFS: less is no speech.</summary>
    private const float LeastPower = 20 * 20;

    private const int FilterBlocks = 6;

    /// <summary>Silence of so long while we speak: no echo is on this line.</summary>
    private const int BlocksToAbsence = 75;

    private const float FirstCaution = 0.9f;
    private const int CalmBlocks = 50;

    /// <summary>Blocks that a judgement on the filter needs.</summary>
    private const int LeastFit = 15;
    private const int FitForgotten = 100;

    private readonly int _rateHz;
    private readonly int _block;
    private readonly SentClock _clock;
    private readonly SentHistory _sent;
    private readonly short[] _output;
    private readonly float[] _heard;
    private readonly float[] _rest;

    private EchoFilter? _filter;
    private float[] _window = [];

    private long _next = -1;
    private int _pending;
    private float _floor = LeastPower / 4;
    private float _gain = 1;
    private float _before;

    // How far it is open whether the line has an echo: 1 at first, 0 once something is known.
    private float _presumption = 1;
    private int _unanswered;

    // Sample h of the heard is the echo of sample h + alignment of the sent, and of those before it.
    private bool _hasPath;
    private long _alignment;
    private int _delay;
    private int _silentBlocks;

    // Does the filter still fit: what the heard has in common with the expected echo, over the expected echo.
    private float _common;
    private float _expected;
    private int _fitBlocks;
    private int _fitAge;

    // How far it is open whether what is not explained is an echo that has moved.
    private float _caution = FirstCaution;
    private float _loudest;
    private int _calm;
    private int _unexplained;

    private double _totalSent;
    private double _totalHeard;
    private double _totalRest;

    /// <param name="rateHz">8000 or 16000.</param>
    /// <param name="ticksPerSecond">Of <see cref="AudioFrame.ArrivedAt"/>.</param>
    public EchoCanceller(int rateHz, long ticksPerSecond)
    {
        _rateHz = rateHz;
        _block = rateHz / 100;
        _clock = new SentClock(rateHz, ticksPerSecond);
        _sent = new SentHistory(rateHz);
        _output = new short[rateHz / 2];
        (_heard, _rest) = (new float[_block], new float[_block]);
    }

    /// <summary>How likely what <see cref="Process"/> gave last is our own voice, 0 to 1.</summary>
    public float Likelihood { get; private set; }

    /// <summary>What was heard last is not understood yet: the likelihood is a caution, no finding.</summary>
    public bool Presumes => _hasPath ? _calm == 0 : _presumption > 0;

    /// <summary>How often an echo was found, here or elsewhere: what was unexplained before may have been that.</summary>
    public int Findings { get; private set; }

    /// <summary>Samples that wait for the rest of their block.</summary>
    public int Pending => _pending;

    /// <summary>Position of the first sample that <see cref="Process"/> gave last.</summary>
    public long Position { get; private set; }

    /// <summary>What came back so far; null: nothing was found. Any thread.</summary>
    public EchoReport? Report => Volatile.Read(ref _totalHeard) <= 0 ? null : new EchoReport(
        1000.0 * _delay / _rateHz, Decibels(_totalSent, _totalHeard), Decibels(_totalHeard, _totalRest));

    /// <summary>What the line has sent; before whatever was heard later.</summary>
    public void Sent(in AudioFrame frame)
    {
        _clock.Take(frame);
        _sent.Append(frame);
    }

    /// <summary>What of a heard frame is not our own voice, in whole blocks: the rest of a frame comes with the next one.</summary>
    public ReadOnlySpan<short> Process(in AudioFrame heard)
    {
        if (!_clock.HasBegun)
        {
            (Likelihood, Position) = (0, heard.Position);
            return heard.Samples;
        }
        if (heard.Position != _next) _pending = 0;
        Position = heard.Position - _pending;
        _next = heard.Position + heard.Samples.Length;
        // A packet is on its way for 20 ms when its successor is sent: all that can have come back lies before this.
        var lead = _clock.PositionAt(heard.ArrivedAt) + 2 * _block - _next;
        if (_pending == 0 && heard.Samples.Length % _block == 0 && !Answers(_next, lead))
        {
            Rest();
            Likelihood = 0;
            return heard.Samples;
        }
        var samples = heard.Samples;
        var emitted = 0;
        var (weighted, energy) = (0f, 1e-9f);
        while (_pending + samples.Length >= _block && emitted + _block <= _output.Length)
        {
            var count = _block - _pending;
            TensorPrimitives.ConvertTruncating(samples[..count], _heard.AsSpan(_pending));
            samples = samples[count..];
            _pending = 0;
            var power = Power(_heard);
            var likelihood = Take(_next - samples.Length, lead, power, heard.Concealed);
            (weighted, energy) = (weighted + likelihood * power, energy + power);
            Emit(_output.AsSpan(emitted, _block), likelihood);
            emitted += _block;
        }
        TensorPrimitives.ConvertTruncating(samples, _heard.AsSpan(_pending));
        _pending += samples.Length;
        if (emitted > 0) Likelihood = weighted / energy;
        return _output.AsSpan(0, emitted);
    }

    /// <summary>One block; what is left of it lies in <see cref="_rest"/>.</summary>
    private float Take(long end, long lead, float power, bool concealed)
    {
        _floor = power < _floor ? Math.Max(power, 1) : _floor * 1.0012f;
        var active = power > Math.Max(LeastPower, 4 * _floor);
        if (!Answers(end, lead))
        {
            _heard.CopyTo(_rest, 0);
            Rest();
            return 0;
        }
        var likelihood = _hasPath ? Cancel(end, active, power, concealed) : Presume(active);
        Remember(active);
        if (active && !concealed) _activeBlocks++;
        if (++_sinceSearch >= _searchPause && _activeBlocks >= FilterBlocks && !IsUnderstood()) Search(end, lead);
        return likelihood;
    }

    /// <summary>Can what is heard hold anything of what we said?</summary>
    private bool Answers(long end, long lead) =>
        end + lead - _sent.LastLoud <= (EchoFinder.LongestMs + 10 * FilterBlocks) * _rateHz / 1000;

    private void Rest()
    {
        _blocksInHistory = _activeBlocks = _unanswered = 0;
        _gain = 1;
    }

    /// <summary>No path is known: what is heard while we speak is presumed to be us, until it was looked at.</summary>
    private float Presume(bool active)
    {
        _heard.CopyTo(_rest);
        _unanswered = active ? 0 : _unanswered + 1;
        if (_unanswered >= BlocksToAbsence) _presumption = 0;
        return active ? _presumption : 0;
    }

    private float Cancel(long end, bool active, float power, bool concealed)
    {
        _sent.Read(end + _alignment, _window);
        var sent = Power(_window);
        _silentBlocks = sent > 1 ? 0 : _silentBlocks + 1;
        if (_silentBlocks > FilterBlocks)
        {
            _heard.CopyTo(_rest);
            return 0;
        }
        _filter!.Process(_window, _heard, _rest, !concealed && sent > SentHistory.LeastPower / 4);
        var rest = Power(_rest);
        var echo = _filter.Echo / _block;
        Judge(active && sent > SentHistory.LeastPower, power, rest, echo);
        if (rest > 2 * power)
        {
            // Worse than nothing.
            _heard.CopyTo(_rest);
            rest = power;
        }
        // 3 dB above what must be expected to be left is still that, 9 dB above it is not.
        var likelihood = 1 - Math.Clamp(MathF.Log2((rest + 1) / (_filter.ExpectedRest / _block + 0.03f * echo + 1)) - 1, 0, 2) / 2;
        if (!active || sent <= SentHistory.LeastPower || likelihood <= 0.5f) return Beware(likelihood, active, power);
        _totalSent += sent;
        _totalRest += rest;
        Volatile.Write(ref _totalHeard, _totalHeard + power);
        return Beware(likelihood, active, power);
    }

    /// <summary>
    /// On a line that echoes, what the filter does not explain may be an echo that has moved: a buffer on the far side has slipped. Unless
    /// it is louder than any echo was here, it is presumed so until it was looked at.
    /// </summary>
    private float Beware(float likelihood, bool active, float power)
    {
        if (!active || likelihood > 0.5f)
        {
            _loudest = Math.Max(0.9995f * _loudest, active && likelihood > 0.9f ? power : 0);
            if (++_calm == CalmBlocks) (_caution, _unexplained) = (FirstCaution, 0);
            return likelihood;
        }
        _calm = 0;
        _unexplained++;
        return power > 2 * _loudest ? likelihood : Math.Max(likelihood, _caution);
    }

    private void Judge(bool speaking, float power, float rest, float echo)
    {
        if (power < 8 * echo)
        {
            // Law of cosines. Where the other side talks loudly, it says nothing.
            _common = 0.93f * _common + (power + echo - rest) / 2;
            _expected = 0.93f * _expected + echo;
            _fitBlocks++;
            _fitAge = 0;
        }
        else if (speaking && ++_fitAge > FitForgotten)
        {
            _fitBlocks = 0;
        }
    }

    private bool IsUnderstood() => Fits(0.85f) && _common < 1.2f * _expected && (_unexplained == 0 || _caution <= 0);

    private bool Fits(float least) => _hasPath && _fitBlocks >= LeastFit && _common > least * _expected;

    /// <summary>What is surely nothing but the rest of an echo is made 10 dB quieter; a voice never is.</summary>
    private void Emit(Span<short> output, float likelihood)
    {
        var gain = Math.Min(likelihood, _before) > 0.9f && _hasPath ? 0.32f : 1;
        var step = (gain - _gain) / _block;
        var ramp = Vector128.Create(_gain) + Vector128.Create(1f, 2, 3, 4) * step;
        ref var from = ref MemoryMarshal.GetReference<float>(_rest);
        ref var to = ref MemoryMarshal.GetReference(output);
        for (nuint i = 0; i < (nuint)_block; i += 8)
        {
            var left = Vector128.Round(Vector128.LoadUnsafe(ref from, i) * ramp);
            ramp += Vector128.Create(4 * step);
            var right = Vector128.Round(Vector128.LoadUnsafe(ref from, i + 4) * ramp);
            ramp += Vector128.Create(4 * step);
            Vector128.Narrow(Whole(left), Whole(right)).StoreUnsafe(ref to, i);
        }
        (_gain, _before) = (gain, likelihood);
    }

    private static Vector128<int> Whole(Vector128<float> samples) => Vector128.ConvertToInt32(
        Vector128.Min(Vector128.Max(samples, Vector128.Create((float)short.MinValue)), Vector128.Create((float)short.MaxValue)));

    /// <summary>Without the constant part, which some adapters add and which is no sound.</summary>
    private static float Power(ReadOnlySpan<float> samples)
    {
        var mean = TensorPrimitives.Sum(samples) / samples.Length;
        return Math.Max(0, TensorPrimitives.SumOfSquares(samples) / samples.Length - mean * mean);
    }

    private static double Decibels(double power, double reference) => 10 * Math.Log10((power + 1) / (reference + 1));
}
