namespace Voxie.SipGateway.Rtp;

/// <summary>
/// Is the media still there? The first packet has longer to come than later ones; while nothing is to be received (hold) the clock
/// stands still, and starts afresh afterwards. Pure.
/// </summary>
/// <param name="initial">Patience with the first packet.</param>
/// <param name="later">Patience after that. For both, zero or less: endless.</param>
internal sealed class MediaWatch(TimeSpan initial, TimeSpan later)
{
    private long _since = -1;
    private bool _raised;

    /// <param name="now">Monotonic nanoseconds.</param>
    /// <param name="lastPacket">When the last accepted packet came; 0: none yet.</param>
    /// <param name="receives">Media is to be expected.</param>
    /// <returns>How long the silence has lasted, the one time that it has become too long; null otherwise.</returns>
    public TimeSpan? Check(long now, long lastPacket, bool receives)
    {
        if (!receives)
        {
            _since = -1;
            return null;
        }
        if (_since < 0) _since = now;
        var patience = lastPacket == 0 ? initial : later;
        var silence = TimeSpan.FromMicroseconds((now - Math.Max(_since, lastPacket)) / 1000);
        if (_raised || patience <= TimeSpan.Zero || silence < patience) return null;
        _raised = true;
        return silence;
    }
}
