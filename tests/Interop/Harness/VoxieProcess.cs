using System.Globalization;
using System.Net;

namespace Voxie.Interop.Harness;

/// <summary>The built <c>voxie</c> executable, started as a user would start it, on ports and a data folder of its own.</summary>
internal sealed class VoxieProcess : IAsyncDisposable
{
    public const string AdminKey = "interop-admin-key-0123456789abcdef";
    private static readonly SemaphoreSlim Starting = new(1);
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly ChildProcess _child;

    private VoxieProcess(ChildProcess child, int sipPort, int httpPort, string dataFolder)
    {
        _child = child;
        SipPort = sipPort;
        HttpPort = httpPort;
        DataFolder = dataFolder;
        Api = new ApiClient(httpPort, AdminKey);
    }

    public int SipPort { get; }

    public int HttpPort { get; }

    public string DataFolder { get; }

    public int Id => _child.Id;

    public ApiClient Api { get; }

    public string Log => _child.Output;

    public bool HasExited => _child.HasExited;

    public string Uri(string user) => string.Create(CultureInfo.InvariantCulture, $"sip:{user}@127.0.0.1:{SipPort}");

    /// <summary>Starts a node and waits until it is ready.</summary>
    public static async Task<VoxieProcess> StartAsync(Workspace workspace, VoxieSettings? settings = null)
    {
        // One at a time: loading the speech models takes all cores for seconds, and calls of other tests are under way.
        await Starting.WaitAsync();
        var node = Launch(workspace, settings ?? new VoxieSettings());
        try
        {
            await Wait.UntilAsync(() => node._child.HasExited || node.IsReady(), StartTime, "ready");
            return node._child.HasExited
                ? throw new InvalidOperationException($"voxie ended with {node._child.ExitCode}: {node.Log}")
                : node;
        }
        catch (TimeoutException late)
        {
            var log = node.Log;
            await node.DisposeAsync();
            throw new TimeoutException(late.Message + "\n" + log, late);
        }
        finally
        {
            Starting.Release();
        }
    }

    /// <summary>Starts a node without waiting: for starts that must fail.</summary>
    public static VoxieProcess Launch(Workspace workspace, VoxieSettings settings)
    {
        var http = Ports.Take();
        var sip = settings.SipPort ?? Ports.Take();
        var rtp = Ports.Take(4);
        var data = settings.DataFolder ?? Path.Combine(workspace.Folder, "data-" + http.ToString(CultureInfo.InvariantCulture));
        var environment = new Dictionary<string, string>
        {
            ["VOXIE_CONFIG"] = Path.Combine(Workspace.Repository, "config", "voxie.yaml"),
            ["VOXIE_DATA"] = data,
            ["VOXIE_MODELS"] = ModelsFolder(),
            ["VOXIE_HTTP"] = $"127.0.0.1:{http}",
            ["VOXIE_SIP"] = $"udp:127.0.0.1:{sip}",
            // Apart from what Ports hands out. Wide: a port rests after a call before it is used again.
            ["VOXIE_RTP"] = $"{34000 + (rtp / 2 % 10 * 3000)}-{36999 + (rtp / 2 % 10 * 3000)}",
            ["VOXIE_ADMIN_KEY"] = AdminKey,
            ["DOTNET_ROOT"] = DotnetRoot(),
        };
        foreach (var (name, value) in settings.Environment)
        {
            environment[name] = value;
        }

        if (!File.Exists(Workspace.Executable))
        {
            throw new FileNotFoundException("the product is not built; run ./test.sh", Workspace.Executable);
        }

        var child = ChildProcess.Start(Workspace.Executable, ["run"], environment, workspace.Folder);
        return new VoxieProcess(child, sip, http, data);
    }

    /// <summary>Waits for the end of a node and returns its exit code.</summary>
    public Task<int> ExitAsync(TimeSpan within) => _child.ExitAsync(within);

    public void Terminate() => _child.Terminate();

    public async Task KillHardAsync()
    {
        _child.KillHard();
        await _child.ExitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Open file descriptors of the process: sockets, files and timers alike.</summary>
    public int OpenFiles() => Directory.GetFileSystemEntries($"/proc/{Id}/fd").Length;

    public int Threads() => Directory.GetDirectories($"/proc/{Id}/task").Length;

    /// <summary>Resident memory in MiB.</summary>
    public double ResidentMiB() =>
        File.ReadLines($"/proc/{Id}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024).Single();

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        await _child.DisposeAsync();
    }

    private bool IsReady()
    {
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
            using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{HttpPort}/health/ready");
            using var response = client.Send(request);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception refused) when (refused is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>The models of the repository, or those that VOXIE_MODELS names.</summary>
    public static string ModelsFolder() =>
        Environment.GetEnvironmentVariable("VOXIE_MODELS") is { Length: > 0 } given ? given : Path.Combine(Workspace.Repository, "models");

    // The test host runs under `dotnet`; the executable under test must find the same runtime.
    public static string DotnetRoot() =>
        Environment.GetEnvironmentVariable("DOTNET_ROOT") is { Length: > 0 } given
            ? given
            : Path.GetDirectoryName(new FileInfo(Environment.ProcessPath!).ResolveLinkTarget(true)?.FullName ?? Environment.ProcessPath)!;
}
