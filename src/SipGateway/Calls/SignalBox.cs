using Voxie.Pipeline.Calls;

namespace Voxie.SipGateway.Calls;

/// <summary>
/// Signals of a leg on their way to its call: kept until the call has connected its mailbox, then posted in order. The end is
/// posted once, and nothing after it. Any thread.
/// </summary>
internal sealed class SignalBox
{
    private readonly Lock _lock = new();
    private readonly Queue<CallEvent> _kept = new();
    private CallMailbox? _mailbox;
    private bool _ended;

    public void Connect(CallMailbox mailbox)
    {
        lock (_lock)
        {
            while (_kept.TryDequeue(out var signal))
            {
                mailbox.Post(signal);
            }

            _mailbox = mailbox;
        }
    }

    public void Post(CallEvent signal)
    {
        // Posting to a mailbox only queues: holding the lock meanwhile keeps the order.
        lock (_lock)
        {
            if (_ended)
            {
                return;
            }

            _ended = signal is LegEnded;
            if (_mailbox is null)
            {
                _kept.Enqueue(signal);
            }
            else
            {
                _mailbox.Post(signal);
            }
        }
    }
}
