namespace Voxie.Admin.Tests.Architecture;

/// <summary>The arrows of the design, as the built assemblies have them: who may know whom.</summary>
public sealed class ArrowTests
{
    private const string Gateway = "Voxie.SipGateway";

    /// <summary>Each folder of the gateway, and the ones it may know. Nobody may know the root, which composes them.</summary>
    private static readonly Dictionary<string, string[]> GatewayFolders = new()
    {
        ["Messages"] = [],
        ["Sdp"] = [],
        ["Media"] = [],
        ["Srtp"] = [],
        ["Dtls"] = ["Sdp", "Srtp"],
        ["Rtp"] = ["Media", "Srtp", "Dtls"],
        ["Telemetry"] = ["Messages"],
        ["Security"] = ["Messages"],
        ["Transport"] = ["Messages", "Telemetry"],
        ["Transactions"] = ["Messages", "Transport"],
        ["Authentication"] = ["Messages"],
        ["Dialogs"] = ["Messages", "Transport", "Transactions", "Security", "Authentication"],
        ["Dns"] = ["Messages", "Transport"],
        ["Registrations"] = ["Messages", "Transport", "Transactions", "Dialogs", "Authentication", "Dns", "Calls"],
        ["Calls"] = ["Messages", "Transport", "Transactions", "Dialogs", "Sdp", "Rtp", "Srtp", "Dtls", "Media", "Security", "Telemetry", "Authentication"],
    };

    [Theory]
    [InlineData("Voxie.Pipeline", "Voxie.SipGateway", "voxie", "Microsoft.AspNetCore", "Microsoft.Data", "Dapper", "SQLitePCLRaw")]
    [InlineData("Voxie.SipGateway", "voxie", "Microsoft.AspNetCore", "Microsoft.Data", "Dapper", "Microsoft.Extensions.AI", "OpenAI")]
    public void A_project_does_not_know(string project, params string[] unknown)
    {
        using var assembly = new BuiltAssembly(project);

        Assert.DoesNotContain(assembly.Assemblies, name => unknown.Any(other => name == other || name.StartsWith(other + ".", StringComparison.Ordinal)));
    }

    [Fact]
    public void Folders_of_the_gateway_know_only_those_below_them()
    {
        using var assembly = new BuiltAssembly(Gateway);

        var wrong = assembly.References()
            .Select(pair => (pair, From: FolderOf(pair.From), To: FolderOf(pair.To)))
            .Where(arrow => arrow.From is { Length: > 0 } && arrow.To is not null && arrow.From != arrow.To)
            .Where(arrow => !GatewayFolders.TryGetValue(arrow.From!, out var known) || !known.Contains(arrow.To))
            .Select(arrow => $"{arrow.pair.From} -> {arrow.pair.To}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_provider_clients_of_the_pipeline_use_the_network()
    {
        using var assembly = new BuiltAssembly("Voxie.Pipeline");

        var wrong = assembly.References()
            .Where(pair => !pair.From.Namespace.StartsWith("Voxie.Pipeline.Providers", StringComparison.Ordinal))
            .Where(pair => pair.To.Namespace.StartsWith("System.Net", StringComparison.Ordinal))
            .Select(pair => $"{pair.From} -> {pair.To}");

        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("Voxie.SipGateway")]
    [InlineData("Voxie.Pipeline")]
    public void The_pure_core_has_no_socket_log_or_clock(string project)
    {
        using var assembly = new BuiltAssembly(project);
        var references = assembly.References().ToList();

        var pure = references.Where(pair => IsPure(pair.From)).ToList();
        var wrong = pure.Where(pair => IsImpure(pair.To)).Select(pair => $"{pair.From} -> {pair.To}");

        Assert.NotEmpty(pure);
        Assert.Empty(wrong);
    }

    private static bool IsPure(TypeName type) =>
        FolderOf(type) is "Messages" or "Sdp" || type.Name == "TurnDetector" || type.Name.EndsWith("Machine", StringComparison.Ordinal);

    // AddressFamily is the type of a property of every IPAddress: a word, and no socket.
    private static bool IsImpure(TypeName type) =>
        type.Namespace == "System.Net.Sockets" && type.Name != "AddressFamily"
        || type.Namespace.StartsWith("Microsoft.Extensions.Logging", StringComparison.Ordinal)
        || type is { Namespace: "System", Name: "TimeProvider" };

    /// <summary>Empty: the root of the gateway. Null: not of the gateway.</summary>
    private static string? FolderOf(TypeName type) =>
        type.Namespace == Gateway ? ""
        : type.Namespace.StartsWith(Gateway + ".", StringComparison.Ordinal) ? type.Namespace[(Gateway.Length + 1)..].Split('.')[0]
        : null;
}
