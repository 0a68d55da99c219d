using System.Numerics.Tensors;

namespace Voxie.Pipeline.Audio;

// Where the echo is: looked for as long as something is heard that the filter does not explain.
internal sealed partial class EchoCanceller
{
    /// <summary>The filter begins 10 ms before the strongest echo: a line answers a little before it answers loudest.</summary>
    private const int LeadMs = 10;

    private const int LongestSearchPause = 100;
    private const int QuietBlocks = 26;

    /// <summary>Blocks that a look must have had something new in, for its finding nothing to mean anything.</summary>
    private const int LeastUnexplained = 5;

    /// <summary>One such look is enough; of the others it takes three that agree.</summary>
    private const float Sure = 12;
    private const float Likely = 7.5f;
    private const int Agreeing = 3;

    private EchoFinder? _finder;
    private float[] _restHistory = [];
    private float[] _searchHeard = [];
    private float[] _searchSent = [];

    // The search under way: with it, sample h of the heard came when sample h + offset was the last one sent.
    private long _offset;
    private int _blocksInHistory;
    private int _quietBlocks;
    private int _activeBlocks;
    private int _sinceSearch;
    private int _searchPause = FilterBlocks;
    private int _candidate = -1;
    private int _hits;

    private void Remember(bool active)
    {
        // A quarter of a second of quiet has nothing to be found in it.
        _quietBlocks = active ? 0 : _quietBlocks + 1;
        if (_quietBlocks > QuietBlocks)
        {
            _blocksInHistory = 0;
            return;
        }
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
        if (_unexplained >= LeastUnexplained) (_caution, _unexplained) = (Math.Max(0, _caution - 0.35f), 0);
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
}
