namespace Voxie.Admin.Tests;

/// <summary>Lets this assembly run as a process of its own, for tests that kill one.</summary>
internal static class TestProgram
{
    public const string JournalVerb = "journal-child";

    private static async Task<int> Main(string[] args)
    {
        if (args is [JournalVerb, var folder])
        {
            await Journal.KilledProcessTests.WriteForEverAsync(folder);
        }
        return 1;
    }
}
