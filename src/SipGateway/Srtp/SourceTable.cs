namespace Voxie.SipGateway.Srtp;

/// <summary>
/// Where each source has got to with its numbers. Only authenticated sources get in, so strangers cannot fill it; a key's holder
/// gets room for more than any call needs.
/// </summary>
internal sealed class SourceTable
{
    public const int MaxSources = 1024;

    private uint[] _sources = new uint[2];
    private ReplayWindow[] _windows = new ReplayWindow[2];
    // Numbers of a time before the present key.
    private bool[] _inherited = new bool[2];
    private int _count;
    private int _last;

    public bool IsFull => _count == MaxSources;

    /// <returns>-1: unknown.</returns>
    public int Find(uint ssrc)
    {
        if (_last < _count && _sources[_last] == ssrc) return _last;
        var found = _sources.AsSpan(0, _count).IndexOf(ssrc);
        if (found >= 0) _last = found;
        return found;
    }

    public ulong Highest(int source) => _windows[source].Highest;

    public bool IsInherited(int source) => _inherited[source];

    public SrtpVerdict Judge(int source, ulong index) => _windows[source].Judge(index);

    /// <summary>An authenticated packet of a source, new when <paramref name="source"/> is -1.</summary>
    public void Mark(int source, uint ssrc, ulong index)
    {
        if (source < 0) source = Add(ssrc, ReplayWindow.From(index), inherited: false);
        // The first packet under a new key says whether its sender has gone on counting or begun anew.
        else if (_inherited[source] && index < _windows[source].Highest && _windows[source].Judge(index) != SrtpVerdict.Good)
            _windows[source] = ReplayWindow.From(index);
        _inherited[source] = false;
        _windows[source].Mark(index);
    }

    /// <summary>Goes on where another left off, with nothing marked yet.</summary>
    public void Inherit(SourceTable before)
    {
        for (var i = 0; i < before._count; i++)
        {
            if (Find(before._sources[i]) < 0) Add(before._sources[i], ReplayWindow.From(before._windows[i].Highest), inherited: true);
        }
    }

    private int Add(uint ssrc, ReplayWindow window, bool inherited)
    {
        if (_count == _sources.Length)
        {
            Array.Resize(ref _sources, 2 * _count);
            Array.Resize(ref _windows, 2 * _count);
            Array.Resize(ref _inherited, 2 * _count);
        }

        (_sources[_count], _windows[_count], _inherited[_count]) = (ssrc, window, inherited);
        return _last = _count++;
    }
}
