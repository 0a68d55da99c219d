namespace Voxie.SipGateway.Transport;

/// <summary>
/// One connection of a stream transport, as those above see it: something to compare, to know the end of, and to ask who is at
/// the other end. Any thread.
/// </summary>
#pragma warning disable CA1001 // A source of cancellation without a timer holds nothing to let go of, and those above may ask for it at any time.
internal class SipConnection
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _lost = new();

    public SipConnection() => Lost = _lost.Token;

    /// <summary>Cancelled, on the thread pool, when the connection takes nothing more.</summary>
    public CancellationToken Lost { get; }

    public bool IsOpen => !Lost.IsCancellationRequested;

    /// <summary>The domains that the peer's certificate proves (RFC 5922 7.1), lower case; empty: it showed none.</summary>
    public IReadOnlyList<string> PeerNames { get; set; } = [];

    /// <summary>The owner says that it is over.</summary>
    /// <returns>Done when all who watch <see cref="Lost"/> were told.</returns>
    public Task EndAsync() => _lost.CancelAsync();
}
