using System.Threading.Channels;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Events;

/// <summary>
/// Passes what happens in calls on to whoever listens. Publishing never waits: a listener that does not keep up is cut off.
/// The last events are kept, so that one who was away for a moment misses nothing.
/// </summary>
internal sealed class EventFeed(int kept = 1000, int backlog = 256) : ICallRecordSink
{
    private readonly Lock _gate = new();
    private readonly Queue<LiveEvent> _recent = new();
    private readonly HashSet<Channel<LiveEvent>> _listeners = [];
    private long _last;

    public int Listeners
    {
        get { lock (_gate) { return _listeners.Count; } }
    }

    /// <param name="after">Number of the last event seen: what is still kept of those after it comes first; null: only new ones.</param>
    public EventSubscription Subscribe(long? after)
    {
        lock (_gate)
        {
            var missed = after is { } seen ? _recent.Where(e => e.Number > seen).ToList() : [];
            var channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(backlog) { SingleReader = true });
            _listeners.Add(channel);
            return new EventSubscription(missed, channel.Reader, () => Remove(channel));
        }
    }

    public void Admitted(CallAdmitted line) => Publish("call.started", new StartedData(
        line.CallId, line.At, line.Kind, line.Direction, line.From, line.To, line.AgentId, line.AgentName, line.AgentVersion));

    public void Answered(CallAnswered line) => Publish("call.answered", line);

    public void Turn(TurnRecord line) => Publish("turn", line);

    public void Note(CallNote line) => Publish("note", line);

    public void Ended(CallEnded line) => Publish("call.ended", new EndedData(line.CallId, line.At, line.Reason));

    private void Publish(string name, object data)
    {
        lock (_gate)
        {
            var next = new LiveEvent(++_last, name, data);
            _recent.Enqueue(next);
            if (_recent.Count > kept)
            {
                _recent.Dequeue();
            }
            // Nobody's continuation runs inside the lock: channels complete their readers asynchronously.
            _listeners.RemoveWhere(listener => !listener.Writer.TryWrite(next) && listener.Writer.TryComplete());
        }
    }

    private void Remove(Channel<LiveEvent> channel)
    {
        lock (_gate)
        {
            _listeners.Remove(channel);
        }
        channel.Writer.TryComplete();
    }

    private sealed record StartedData(
        Guid CallId, DateTimeOffset At, LegKind Kind, CallDirection Direction, string From, string To, string? AgentId, string? AgentName, int AgentVersion);

    private sealed record EndedData(Guid CallId, DateTimeOffset At, CallEndReason EndReason);
}
