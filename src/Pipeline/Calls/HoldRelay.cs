namespace Voxie.Pipeline.Calls;

/// <summary>Passes hold on to a line: one request at a time, and the last wish is the one that counts. Any thread.</summary>
internal sealed class HoldRelay(ICallLeg leg)
{
    private readonly Lock _lock = new();
    private bool _wanted;
    private bool _stands;
    private bool _busy;

    public void Want(bool hold)
    {
        lock (_lock)
        {
            _wanted = hold;
            if (_busy) return;
            _busy = true;
        }
        _ = PassAsync();
    }

    private async Task PassAsync()
    {
        while (Next() is { } hold)
        {
            try
            {
                Settled(hold, await leg.HoldAsync(hold, CancellationToken.None));
            }
            catch (InvalidOperationException)
            {
                // The line has just gone; its end is on its way to the call.
                Settled(hold, agreed: false);
            }
        }
    }

    private bool? Next()
    {
        lock (_lock)
        {
            if (_wanted != _stands) return _wanted;
            _busy = false;
            return null;
        }
    }

    // A refusal is not tried again for the same wish.
    private void Settled(bool hold, bool agreed)
    {
        lock (_lock)
        {
            if (agreed) _stands = hold;
            else if (_wanted == hold) _wanted = _stands;
        }
    }
}
