using Voxie.Interop.Conversations;

namespace Voxie.Interop.Harness;

/// <summary>One node shared by the test classes that leave it as they found it: models load once.</summary>
public sealed class VoxieNode : IAsyncLifetime
{
    /// <summary>Extension of an agent that is reception with a short greeting: saves time where the greeting is not the point.</summary>
    internal const string BriefReception = "brief";

    private readonly Workspace _workspace = new();

    internal VoxieProcess Process { get; private set; } = null!;

    /// <summary>The question sets, asked once on this node for all tests that judge the answers.</summary>
    internal QuestionRun Questions => field ??= new QuestionRun(Process);

    public async Task InitializeAsync()
    {
        Process = await VoxieProcess.StartAsync(_workspace);
        await Process.Api.CopyAgentAsync("reception", BriefReception, "Hello.");
    }

    public async Task DisposeAsync()
    {
        await Process.DisposeAsync();
        _workspace.Dispose();
    }
}

/// <summary>Classes that need a node but measure nothing: one after the other on one, beside everything else.</summary>
[CollectionDefinition(Name)]
public sealed class SharedNodeTests : ICollectionFixture<VoxieNode>
{
    public const string Name = "shared node";
}

/// <summary>Classes that measure times or understanding: nothing else may run meanwhile. test.sh runs them by their trait, last.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredNodeTests : ICollectionFixture<VoxieNode>
{
    public const string Name = "measured node";
    public const string Trait = "Runs";
    public const string Alone = "alone";
}
