using System.Numerics.Tensors;

namespace Voxie.Pipeline.Audio;

/// <summary>
/// Takes our own voice out of what a line hears, and says how likely what is left is still that. In blocks of 10 ms. While we have not
/// spoken for longer than an echo takes, or nothing is heard while we do, it only measures levels. Listening thread only; allocates
/// nothing but, once in a call, what the search and the filter need.
/// </summary>
internal sealed class EchoCanceller
{
    /// <summary>RMS 20 is -64 dBFS: less is no speech.</summary>
    private const float LeastPower = 20 * 20;

    /// <summary>The filter begins 10 ms before the strongest echo: a line answers a little before it answers loudest.</summary>
    private const int LeadMs = 10;

    private const int FilterBlocks = 6;
    private const int LongestSearchPause = 100;

    /// <summary>One such look is enough; of the others it takes three that agree.</summary>
    private const float Sure = 12;
    private const float Likely = 7.5f;
    private const int Agreeing = 3;

    /// <summary>Silence of so long while we speak: no echo is on this line.</summary>
    private const int BlocksToAbsence = 75;

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

    private EchoFinder? _finder;
    private EchoFilter? _filter;
    private float[] _window = [];
    private float[] _restHistory = [];
    private float[] _searchHeard = [];
    private float[] _searchSent = [];

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

    // The search under way: with it, sample h of the heard came when sample h + offset was the last one sent.
    private long _offset;
    private int _blocksInHistory;
    private int _activeBlocks;
    private int _sinceSearch;
    private int _searchPause = FilterBlocks;
    private int _candidate = -1;
    private int _hits;

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

    /// <summary>Nothing is known of this line yet: the likelihood is a caution, no finding.</summary>
    public bool Presumes => _presumption > 0;

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
        // Later than this nothing of what we said can come back.
        if (end + lead - _sent.LastLoud > (EchoFinder.LongestMs + 10 * FilterBlocks) * _rateHz / 1000)
        {
            _heard.CopyTo(_rest);
            _blocksInHistory = _activeBlocks = _unanswered = 0;
            return 0;
        }
        var likelihood = _hasPath ? Cancel(end, active, power, concealed) : Presume(active);
        Remember();
        if (active && !concealed) _activeBlocks++;
        if (++_sinceSearch >= _searchPause && _activeBlocks >= FilterBlocks && !(Fits(0.85f) && _common < 1.2f * _expected)) Search(end, lead);
        return likelihood;
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
        if (!active || sent <= SentHistory.LeastPower || likelihood <= 0.5f) return likelihood;
        _totalSent += sent;
        _totalRest += rest;
        Volatile.Write(ref _totalHeard, _totalHeard + power);
        return likelihood;
    }

    private void Judge(bool speaking, float power, float rest, float echo)
    {
        if (power < 8 * echo)
        {
            // Law of cosines. Where the other side talks loudly, it says nothing.
            _common = 0.96f * _common + (power + echo - rest) / 2;
            _expected = 0.96f * _expected + echo;
            _fitBlocks++;
            _fitAge = 0;
        }
        else if (speaking && ++_fitAge > FitForgotten)
        {
            _fitBlocks = 0;
        }
    }

    private bool Fits(float least) => _hasPath && _fitBlocks >= LeastFit && _common > least * _expected;

    /// <summary>What is surely nothing but the rest of an echo is made 10 dB quieter; a voice never is.</summary>
    private void Emit(Span<short> output, float likelihood)
    {
        if (!_hasPath)
        {
            TensorPrimitives.ConvertTruncating<float, short>(_rest, output);
            return;
        }
        var gain = Math.Min(likelihood, _before) > 0.9f ? 0.32f : 1;
        var step = (gain - _gain) / _block;
        for (var i = 0; i < output.Length; i++)
        {
            _gain += step;
            output[i] = (short)Math.Clamp(MathF.Round(_rest[i] * _gain), short.MinValue, short.MaxValue);
        }
        (_gain, _before) = (gain, likelihood);
    }

    private void Remember()
    {
        if (_finder is null)
        {
            _finder = new EchoFinder(_rateHz);
            _restHistory = new float[_finder.HeardLength];
            _searchHeard = new float[_finder.HeardLength];
            _searchSent = new float[_finder.SentLength];
        }
        if (_blocksInHistory == 0) Array.Clear(_restHistory);
        _restHistory.AsSpan(_block).CopyTo(_restHistory);
        _rest.CopyTo(_restHistory.AsSpan(_restHistory.Length - _block));
        _blocksInHistory++;
    }

    private void Search(long end, long lead)
    {
        var finder = _finder!;
        // A new stretch, or the line's timing has changed: earlier looks do not add up with this one.
        if (_blocksInHistory <= _sinceSearch || Math.Abs(lead - _offset) > _rateHz / 5)
        {
            finder.Reset();
            (_candidate, _hits, _offset) = (-1, 0, lead);
        }
        _sinceSearch = _activeBlocks = 0;
        _restHistory.CopyTo(_searchHeard, 0);
        _sent.Read(end + _offset, _searchSent);
        var ratio = Decibels(TensorPrimitives.SumOfSquares<float>(_searchHeard), TensorPrimitives.SumOfSquares<float>(_searchSent));
        finder.Search(_searchHeard, _searchSent);
        var again = _candidate >= 0 && Math.Abs(finder.Delay - _candidate) <= _rateHz / 500;
        _hits = finder.Strength < Likely ? 0 : again ? _hits + 1 : 1;
        _candidate = _hits > 0 ? finder.Delay : -1;
        if (finder.Strength >= Sure || _hits >= Agreeing)
        {
            Found(finder.Delay, end, ratio);
            return;
        }
        // The longer in vain, the less is looked: a talker or a noisy line must not cost more than it is worth.
        if (_hits > 0) return;
        _presumption = Math.Max(0, _presumption - 0.2f);
        _searchPause = Math.Min(LongestSearchPause, _searchPause + 2);
    }

    private void Found(int delay, long end, double ratio)
    {
        _searchPause = FilterBlocks;
        var lead = _rateHz / 1000 * LeadMs;
        var alignment = _offset - delay + lead;
        var moved = alignment - _alignment;
        var covered = moved <= lead / 2 && moved > -FilterBlocks / 2 * _block;
        // Four times what came back: it was not all heard yet.
        var gain = (float)Math.Clamp(4 * Math.Pow(10, ratio / 10), 1e-4, 1);
        if (_hasPath && (_fitBlocks >= LeastFit ? Fits(0.4f) : covered || _hits < Agreeing))
        {
            // What is left still holds much of what was sent, and the filter was sure of itself too early.
            if (covered && _hits >= 2 && _finder!.Strength > Sure) _filter!.Loosen(gain * Share(_finder.Strength));
            return;
        }

        _filter ??= new EchoFilter(_rateHz);
        if (_window.Length == 0) _window = new float[_filter.Reach];
        _filter.Reset(gain);
        var first = !_hasPath;
        Findings++;
        (_hasPath, _presumption, _alignment, _delay) = (true, 0, alignment, Math.Max(0, delay - 2 * _block));
        (_common, _expected, _fitBlocks, _fitAge, _silentBlocks) = (0, 0, 0, 0, 0);
        if (!first) return;
        Replay(end);
        Replay(end);
    }

    /// <summary>How much of what was looked at was echo, roughly: pure echo stands out by 20 standard deviations.</summary>
    private static float Share(float strength) => Math.Min(1, strength * strength / 400);

    /// <summary>Learns from what was heard before the path was known.</summary>
    private void Replay(long end)
    {
        var blocks = _restHistory.Length / _block;
        for (var left = blocks - 1; left >= 0; left--)
        {
            _sent.Read(end - left * _block + _alignment, _window);
            var loud = TensorPrimitives.SumOfSquares<float>(_window) > SentHistory.LeastPower / 4 * _window.Length;
            var heard = _restHistory.AsSpan(_restHistory.Length - (left + 1) * _block, _block);
            _filter!.Process(_window, heard, _rest, loud && blocks - left > FilterBlocks);
        }
    }

    /// <summary>Without the constant part, which some adapters add and which is no sound.</summary>
    private static float Power(ReadOnlySpan<float> samples)
    {
        var mean = TensorPrimitives.Sum(samples) / samples.Length;
        return Math.Max(0, TensorPrimitives.SumOfSquares(samples) / samples.Length - mean * mean);
    }

    private static double Decibels(double power, double reference) => 10 * Math.Log10((power + 1) / (reference + 1));
}
