using System.Threading.Channels;

namespace Voxie.Admin.Events;

/// <summary>One listener's share of the feed.</summary>
/// <param name="missed">Kept events that come before the live ones.</param>
/// <param name="events">Live events; completed when the listener was too slow.</param>
internal sealed class EventSubscription(IReadOnlyList<LiveEvent> missed, ChannelReader<LiveEvent> events, Action leave) : IDisposable
{
    public IReadOnlyList<LiveEvent> Missed { get; } = missed;
    public ChannelReader<LiveEvent> Events { get; } = events;

    public void Dispose() => leave();
}
