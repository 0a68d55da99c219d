using System.Diagnostics.Metrics;
using Voxie.Admin.Calls;
using Voxie.Admin.Config;
using Voxie.Admin.Http;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Node;

/// <summary>
/// One running node. Starts: core (storage, recovery, agents, keys), API, telephone side, ready. Drains: not ready, no new
/// calls, live ones end by themselves or at the limit. Stops in the reverse order of starting.
/// </summary>
internal sealed partial class VoxieNode : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    /// <summary>How long calls that were told to end may take to say so.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private readonly VoxieConfig _config;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _log;
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private Telephony? _telephony;
    private WebApplication? _http;

    private VoxieNode(VoxieConfig config, TimeProvider time, ILoggerFactory loggers)
    {
        (_config, _time, _loggers) = (config, time, loggers);
        _log = loggers.CreateLogger<VoxieNode>();
    }

    public NodeStatus Status { get; } = new();

    public NodeCore Core { get; private set; } = null!;

    /// <summary>Where the API really listens.</summary>
    public Uri HttpAddress => AdminHost.Address(_http!);

    /// <param name="compose">Puts the telephone side together.</param>
    /// <exception cref="ConfigException">The settings or an agent file are wrong.</exception>
    /// <exception cref="Storage.StorageException">Data folder, journal or database cannot be used.</exception>
    /// <exception cref="NodeStartException">A port is taken, or a part cannot start.</exception>
    public static async Task<VoxieNode> StartAsync(
        VoxieConfig config, Func<NodeCore, TimeProvider, ILoggerFactory, Telephony> compose, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var node = new VoxieNode(config, time, loggers);
        try
        {
            await node.StartAsync(compose, cancellation);
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    private async Task StartAsync(Func<NodeCore, TimeProvider, ILoggerFactory, Telephony> compose, CancellationToken cancellation)
    {
        foreach (var name in _config.UnknownVariables)
        {
            UnknownVariable(_log, name);
        }
        var meters = _metrics.GetRequiredService<IMeterFactory>();
        Core = await NodeCore.OpenAsync(_config, _time, meters, _loggers, cancellation);
        _telephony = compose(Core, _time, _loggers);
        var http = AdminHost.Build(Core, Status, _telephony.Live, _time, _loggers);
        try
        {
            await http.StartAsync(cancellation);
            _http = http;
        }
        catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
        {
            await http.DisposeAsync();
            throw new NodeStartException(
                $"The API cannot listen on {_config.Options.Http.Listen}: {error.Message} Free the port or set another one (VOXIE_HTTP, http.listen).", error);
        }
        foreach (var part in _telephony.Parts)
        {
            await part.StartAsync(cancellation);
            PartStarted(_log, part.Name);
        }
        Status.State = NodeState.Ready;
        Ready(_log, HttpAddress, Core.Profiles.Count, Core.Identity.Id, Core.Identity.Epoch);
    }

    /// <summary>Takes no new calls and waits until the live ones have ended, at the latest by the configured limit.</summary>
    public async Task DrainAsync(CancellationToken cancellation)
    {
        Status.State = NodeState.Draining;
        foreach (var part in _telephony!.Parts.Reverse())
        {
            part.StopIntake();
        }
        var live = _telephony.Live;
        Draining(_log, live.List().Count, _config.Options.Calls.DrainSeconds);
        if (await IsQuietAsync(live, TimeSpan.FromSeconds(_config.Options.Calls.DrainSeconds), cancellation))
        {
            return;
        }
        var left = live.List();
        DrainLimit(_log, left.Count);
        live.BidFarewellToAll(new CallEndReason(EndCode.Shutdown, EndSide.Us, "The node was stopped."));
        await IsQuietAsync(live, LastWords, cancellation);
    }

    private async Task<bool> IsQuietAsync(ILiveCalls live, TimeSpan within, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        while (live.List().Count > 0)
        {
            if (_time.GetElapsedTime(start) >= within)
            {
                return false;
            }
            await Task.Delay(Look, _time, cancellation);
        }
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Status.State = NodeState.Stopped;
        // Ours since they were composed, started or not.
        foreach (var part in _telephony?.Parts.Reverse() ?? [])
        {
            await part.DisposeAsync();
        }
        if (_http is not null)
        {
            await _http.StopAsync();
            await _http.DisposeAsync();
        }
        if (Core is not null)
        {
            await Core.DisposeAsync();
        }
        await _metrics.DisposeAsync();
    }
}
