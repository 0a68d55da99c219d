namespace Voxie.SipGateway.Calls;

/// <summary>
/// Key presses on their way out by INFO: one after another, each when the one before is answered, for two at once could overtake each other.
/// </summary>
internal sealed class InfoSender
{
    /// <summary>Keys that may wait: more than anyone dials.</summary>
    private const int MostQueued = 64;

    private readonly System.Collections.Concurrent.ConcurrentQueue<(char Digit, TimeSpan Duration)> _queue = new();
    private bool _isUnderWay;

    /// <summary>Any thread.</summary>
    /// <returns>False: too many wait.</returns>
    public bool TryEnqueue(char digit, TimeSpan duration)
    {
        if (_queue.Count >= MostQueued)
        {
            return false;
        }

        _queue.Enqueue((digit, duration));
        return true;
    }

    /// <summary>Sends what waits (strand).</summary>
    /// <param name="session">Null: the line is not up, and what waits is dropped.</param>
    public void Send(SipSession? session)
    {
        if (session is not { IsUp: true })
        {
            _queue.Clear();
            return;
        }

        if (_isUnderWay || !_queue.TryDequeue(out var next))
        {
            return;
        }

        _isUnderWay = true;
        session.SendInfo(next.Digit, next.Duration, () =>
        {
            _isUnderWay = false;
            Send(session);
        });
    }
}
