using System.Threading.Channels;

namespace Voxie.Pipeline.Calls;

/// <summary>The one queue of one call: many writers on any thread, one reader, the call's loop.</summary>
public sealed class CallMailbox
{
    private readonly Channel<CallEvent> _events = Channel.CreateUnbounded<CallEvent>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Queues an event. After the call has ended it is dropped: nobody is left to care.</summary>
    public void Post(CallEvent callEvent) => TryPost(callEvent);

    /// <returns>False: the call has ended.</returns>
    internal bool TryPost(CallEvent callEvent) => _events.Writer.TryWrite(callEvent);

    /// <summary>For the one reader: the call's loop, or whoever dialled a leg without a call around it.</summary>
    public ChannelReader<CallEvent> Reader => _events.Reader;

    internal void Close() => _events.Writer.TryComplete();
}
