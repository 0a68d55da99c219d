using System.Diagnostics.Metrics;
using Voxie.Admin.Agents;
using Voxie.Admin.Auth;
using Voxie.Admin.Calls;
using Voxie.Admin.Config;
using Voxie.Admin.Events;
using Voxie.Admin.Journal;
using Voxie.Admin.Recordings;
using Voxie.Admin.Routes;
using Voxie.Admin.Secrets;
using Voxie.Admin.Storage;
using Voxie.Admin.Trunks;

namespace Voxie.Admin.Node;

/// <summary>
/// What stands before any call can: data folder, database, journal (earlier runs' calls closed), agents, keys.
/// Made by <see cref="OpenAsync"/> in that order; disposed in the reverse one.
/// </summary>
internal sealed class NodeCore : IAsyncDisposable
{
    private readonly Stack<IAsyncDisposable> _owned = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _background = Task.CompletedTask;

    private NodeCore(VoxieConfig config) => Config = config;

    public VoxieConfig Config { get; }
    public NodeIdentity Identity { get; private set; } = null!;
    public Database Database { get; private set; } = null!;
    public AgentStore Agents { get; private set; } = null!;
    public AgentProfiles Profiles { get; private set; } = null!;
    public TrunkStore TrunkStore { get; private set; } = null!;
    public TrunkBook Trunks { get; private set; } = null!;
    public RouteStore RouteStore { get; private set; } = null!;
    public RouteBook Routes { get; private set; } = null!;
    public ApiKeyStore Keys { get; private set; } = null!;
    public EventFeed Events { get; } = new();
    public CallRecords Records { get; private set; } = null!;
    public Shipper Shipper { get; private set; } = null!;
    public CallArtifacts Artifacts { get; private set; } = null!;
    public RecordingWriter Recordings { get; private set; } = null!;
    public RecordingStore RecordingStore { get; private set; } = null!;

    /// <summary>The bootstrap key when it was made just now: to be shown once. Null otherwise.</summary>
    public Secret? NewAdminKey { get; private set; }

    /// <exception cref="StorageException">The data folder, journal or database cannot be used.</exception>
    /// <exception cref="ConfigException">A file of agents, trunks or routes is bad.</exception>
    public static async Task<NodeCore> OpenAsync(VoxieConfig config, TimeProvider time, IMeterFactory meters, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var core = new NodeCore(config);
        try
        {
            var files = ConfigFiles.Read(config);
            await core.OpenStorageAsync(time, meters, loggers, cancellation);
            await core.OpenAgentsAsync(files, time, loggers, cancellation);
            await core.OpenTrunksAsync(files, time, loggers, cancellation);
            core._background = Task.WhenAll(
                core.Shipper.RunAsync(core._stop.Token),
                core.Artifacts.RunAsync(core._stop.Token),
                core.Recordings.RunAsync(core._stop.Token),
                core.RecordingStore.RunAsync(core._stop.Token),
                new RevisionWatch("Agents", core.Profiles, time, loggers.CreateLogger<RevisionWatch>()).RunAsync(core._stop.Token),
                new RevisionWatch("Trunks", core.Trunks, time, loggers.CreateLogger<RevisionWatch>()).RunAsync(core._stop.Token),
                new RevisionWatch("Routes", core.Routes, time, loggers.CreateLogger<RevisionWatch>()).RunAsync(core._stop.Token));
            return core;
        }
        catch (Exception error)
        {
            await core.DisposeAsync();
            if (error is System.Data.Common.DbException)
            {
                throw new StorageException($"The database {config.DatabaseFile} cannot be used: {error.Message}", error);
            }
            throw;
        }
    }

    private async Task OpenStorageAsync(TimeProvider time, IMeterFactory meters, ILoggerFactory loggers, CancellationToken cancellation)
    {
        Own(DataFolder.Hold(Config.DataFolder));
        Database = Own(new Database(Config.DatabaseFile));
        await Database.PrepareAsync(time, cancellation);
        Identity = NodeIdentity.Next(Config.DataFolder, () => Guid.CreateVersion7(time.GetUtcNow()).ToString());
        await NodeTable.RegisterAsync(Database, Identity, time, cancellation);

        var folder = Path.Combine(Config.DataFolder, "journal");
        var writer = OpenJournal(folder, time);
        var calls = new CallWriter(Database);
        Shipper = new Shipper(folder, Identity, writer, calls, time, meters, loggers.CreateLogger<Shipper>());
        Records = new CallRecords(new JournalSink(writer, Identity.Epoch, meters, loggers.CreateLogger<JournalSink>()), Events, new EchoMetrics(meters));
        Artifacts = new CallArtifacts(
            Own(new ArtifactFiles(Path.Combine(Config.DataFolder, "artifacts"))), new ArtifactTable(Database), time, meters, loggers.CreateLogger<CallArtifacts>());
        await new Recovery(Identity, writer, Shipper, calls, loggers.CreateLogger<Recovery>()).RunAsync(cancellation);
        await OpenRecordingsAsync(time, loggers, cancellation);
    }

    private async Task OpenRecordingsAsync(TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var files = new RecordingFiles(Path.Combine(Config.DataFolder, "recordings"), RecordingKeys.Load(Config));
        var table = new RecordingTable(Database);
        await new RecordingRecovery(files, table, loggers.CreateLogger<RecordingRecovery>()).RunAsync(cancellation);
        Recordings = new RecordingWriter(files, table, time, loggers.CreateLogger<RecordingWriter>());
        RecordingStore = new RecordingStore(files, table, Recordings, Config.Options.Recordings.RetentionDays, time, loggers.CreateLogger<RecordingStore>());
    }

    private JournalWriter OpenJournal(string folder, TimeProvider time)
    {
        try
        {
            var writer = new JournalWriter(folder, Identity.Epoch, new JournalOptions(), time);
            _owned.Push(writer);
            return writer;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The journal {folder} cannot be written: {error.Message}", error);
        }
    }

    private async Task OpenTrunksAsync(ConfigFiles files, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        var seal = SecretsKey.Ensure(Config);
        TrunkStore = new TrunkStore(Database, seal, time);
        await new TrunkImport(TrunkStore, loggers.CreateLogger<TrunkImport>()).ApplyAsync(files.Trunks, force: false, cancellation);
        Trunks = Own(new TrunkBook(TrunkStore, seal));
        await Trunks.ReloadAsync(cancellation);
        RouteStore = new RouteStore(Database, time);
        await new RouteImport(RouteStore, loggers.CreateLogger<RouteImport>()).ApplyAsync(files.Routes, force: false, cancellation);
        Routes = Own(new RouteBook(RouteStore));
        await Routes.ReloadAsync(cancellation);
    }

    private async Task OpenAgentsAsync(ConfigFiles files, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellation)
    {
        Agents = new AgentStore(Database, time);
        await new AgentImport(Agents, loggers.CreateLogger<AgentImport>()).ApplyAsync(files.Agents, force: false, cancellation);
        Profiles = Own(new AgentProfiles(Agents));
        await Profiles.ReloadAsync(cancellation);
        Keys = new ApiKeyStore(Database, time);
        var (key, made) = await AdminKey.EnsureAsync(Config, Keys, cancellation);
        NewAdminKey = made ? key : null;
    }

    private T Own<T>(T part) where T : IDisposable
    {
        _owned.Push(new Owned(part));
        return part;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _background;
        if (Shipper is not null)
        {
            // What the last calls wrote; what cannot go now goes at the next start.
            await Shipper.TryShipAsync(CancellationToken.None);
        }
        while (_owned.TryPop(out var part))
        {
            await part.DisposeAsync();
        }
        _stop.Dispose();
    }

    private sealed class Owned(IDisposable part) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            part.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
