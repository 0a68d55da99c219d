namespace Voxie.SipGateway.Calls;

/// <summary>
/// Some peers send each key press twice, in RTP and by INFO: the same digit by the other road within 100 ms of its first
/// counts once. Pure: the time comes in.
/// </summary>
internal sealed class DigitMerge
{
    private static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);
    private char _digit;
    private DigitRoute _route;
    private TimeSpan _at = TimeSpan.MinValue;
    private bool _areSignalled;

    /// <param name="now">Any monotonic time.</param>
    /// <returns>False: the same press again.</returns>
    public bool IsNew(char digit, DigitRoute route, TimeSpan now)
    {
        // Tones are what is left of keys that are signalled, too, and they come later than that.
        if (route == DigitRoute.Sound && _areSignalled)
        {
            return false;
        }

        _areSignalled |= route != DigitRoute.Sound;
        if (_at != TimeSpan.MinValue && digit == _digit && route != _route && now - _at <= Window)
        {
            _at = TimeSpan.MinValue; // a third one is a press of its own
            return false;
        }

        (_digit, _route, _at) = (digit, route, now);
        return true;
    }
}
