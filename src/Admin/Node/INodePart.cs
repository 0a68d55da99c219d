namespace Voxie.Admin.Node;

/// <summary>
/// One thing that a node starts once its core and its API stand, and stops before them: speech models, media engine, SIP.
/// Started in the order given, stopped (disposed) in the reverse one.
/// </summary>
internal interface INodePart : IAsyncDisposable
{
    /// <summary>For messages, e.g. <c>SIP</c>.</summary>
    string Name { get; }

    /// <exception cref="NodeStartException">It cannot start; the message says why and what to do.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>The node drains: take no new calls. Live ones go on. Must not block.</summary>
    void StopIntake();
}
