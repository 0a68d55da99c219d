using System.Collections.Concurrent;
using System.Collections.Immutable;
using Voxie.Pipeline.Recording;

namespace Voxie.Pipeline.Calls;

/// <summary>The calls that are up on this node: the one door through which they are seen and steered. Any thread.</summary>
public sealed class CallDirectory
{
    private readonly ConcurrentDictionary<Guid, CallEntry> _calls = new();
    private ImmutableList<Subscription> _subscriptions = [];

    /// <summary>Calls admitted and not yet closed.</summary>
    public int Count => _calls.Count;

    /// <summary>Every live call as it stands, oldest first.</summary>
    public IReadOnlyList<LiveCall> List() => [.. _calls.Values.Select(entry => entry.Picture).OrderBy(call => call.Since).ThenBy(call => call.Id)];

    public LiveCall? Find(Guid callId) => _calls.TryGetValue(callId, out var entry) ? entry.Picture : null;

    /// <summary>What the line of a live call would leave behind by now; empty: nothing, or no such call is up.</summary>
    public IReadOnlyList<CallArtifact> Artifacts(Guid callId) => _calls.TryGetValue(callId, out var entry) ? entry.Artifacts() : [];

    /// <summary>The recording of a live call; null: there is none, or no such call is up.</summary>
    public CallRecording? Recording(Guid callId) => _calls.TryGetValue(callId, out var entry) ? entry.Recording : null;

    /// <summary>Keeps the packets of a live call from here on.</summary>
    /// <returns>Null: no such call is up; false: it is doing so already, or its line has no packets.</returns>
    public bool? StartCapture(Guid callId, long maxBytes) => _calls.TryGetValue(callId, out var entry) ? entry.StartCapture(maxBytes) : null;

    /// <summary>Asks a call to end. It ends on its own loop, soon after.</summary>
    /// <returns>False: no such call is up.</returns>
    public bool HangUp(Guid callId, CallEndReason reason)
    {
        if (!_calls.TryGetValue(callId, out var entry)) return false;
        entry.HangUp(reason);
        return true;
    }

    /// <summary>Hands a call over, and tells how it went, which takes as long as somebody rings.</summary>
    public Task<TransferReport> TransferAsync(Guid callId, TransferOrder order)
    {
        var told = new TaskCompletionSource<TransferReport>(TaskCreationOptions.RunContinuationsAsynchronously);
        Command(callId, new TransferRequested(order, report => told.TrySetResult(report)));
        return told.Task;
    }

    /// <summary>Puts the other side of a call on hold, or takes it back.</summary>
    public Task<LineVerdict> HoldAsync(Guid callId, bool hold)
    {
        var told = new TaskCompletionSource<LineVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        Command(callId, new HoldRequested(hold, verdict => told.TrySetResult(verdict)));
        return told.Task;
    }

    /// <summary>Sends keys to the other side of a call.</summary>
    public Task<LineVerdict> PressAsync(Guid callId, string digits, TimeSpan each)
    {
        var told = new TaskCompletionSource<LineVerdict>(TaskCreationOptions.RunContinuationsAsynchronously);
        Command(callId, new DigitsRequested(digits, each, verdict => told.TrySetResult(verdict)));
        return told.Task;
    }

    /// <summary>Asks every call to end.</summary>
    public void HangUpAll(CallEndReason reason)
    {
        foreach (var entry in _calls.Values) entry.HangUp(reason);
    }

    /// <summary>Asks every call to say goodbye and end.</summary>
    public void BidFarewellToAll(CallEndReason reason)
    {
        foreach (var entry in _calls.Values) entry.BidFarewell(reason);
    }

    /// <summary>
    /// Tells <paramref name="observer"/> of every change from now on, in order within a call, until the result is disposed. It runs on
    /// the loop of the call: it must neither block nor throw (write to a bounded channel, say).
    /// </summary>
    public IDisposable Subscribe(Action<LiveCallChange> observer)
    {
        var subscription = new Subscription(this, observer);
        ImmutableInterlocked.Update(ref _subscriptions, static (list, added) => list.Add(added), subscription);
        return subscription;
    }

    private void Command(Guid callId, CallCommand command)
    {
        if (_calls.TryGetValue(callId, out var entry)) entry.Command(command);
        else command.Decline(over: true);
    }

    internal void Add(CallEntry entry) => _calls[entry.Id] = entry;

    internal void Remove(CallEntry entry) => _calls.TryRemove(entry.Id, out _);

    internal void Tell(LiveCallChange change)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions)) subscription.Observer(change);
    }

    private sealed class Subscription(CallDirectory directory, Action<LiveCallChange> observer) : IDisposable
    {
        public Action<LiveCallChange> Observer { get; } = observer;

        public void Dispose() =>
            ImmutableInterlocked.Update(ref directory._subscriptions, static (list, gone) => list.Remove(gone), this);
    }
}
