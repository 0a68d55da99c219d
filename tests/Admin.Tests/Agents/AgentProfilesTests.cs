using Microsoft.Extensions.Logging.Abstractions;
using Voxie.Admin.Agents;
using Voxie.Admin.Storage;
using Voxie.Pipeline.Agents;

namespace Voxie.Admin.Tests.Agents;

public sealed class AgentProfilesTests
{
    [Fact]
    public async Task A_change_is_seen_after_reload_and_by_the_watch()
    {
        using var folder = new TempFolder();
        using var database = new Database(folder.Of("v.db"));
        await database.PrepareAsync(TimeProvider.System, default);
        var store = new AgentStore(database, TimeProvider.System);
        using var profiles = new AgentProfiles(store);
        Assert.Null(profiles.ByExtension("100"));

        await store.CreateAsync(Database.DefaultWorkspace, "a", new AgentDocument
        {
            Name = "A", Extension = "Desk", Kind = AgentKind.Echo, Greeting = "Hello",
            Knowledge = [new KnowledgeDocument { Title = "Hours", Text = "Nine to five." }],
            Limits = new LimitsDocument { RepromptAfterSeconds = 2.5, MaxReprompts = 1, MaxDurationSeconds = 60 },
        }, default);
        await profiles.ReloadAsync(default);
        var seen = profiles.ByExtension("dESK")!;
        Assert.Equal(("a", 1, AgentKind.Echo, "Hello"), (seen.Id, seen.Version, seen.Kind, seen.Greeting));
        Assert.Equal(new KnowledgeEntry("Hours", "Nine to five."), Assert.Single(seen.Knowledge));
        Assert.Equal(new AgentLimits { RepromptAfter = TimeSpan.FromSeconds(2.5), MaxReprompts = 1, MaxDuration = TimeSpan.FromMinutes(1) }, seen.Limits);

        // Another process deletes it.
        await store.DeleteAsync(Database.DefaultWorkspace, "a", null, default);
        Assert.NotNull(profiles.ById("a"));
        var watch = new RevisionWatch("Agents", profiles, TimeProvider.System, NullLogger<RevisionWatch>.Instance);
        await watch.LookAsync(default);
        Assert.Null(profiles.ById("a"));
        Assert.Null(profiles.ByExtension("desk"));
        Assert.Equal("A", seen.Name);
    }
}
