namespace Voxie.Admin.Cli;

/// <summary>Exit codes of the verbs.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    /// <summary>It could not be done: a port taken, the database away, a check failed.</summary>
    public const int Failed = 1;
    /// <summary>The settings or an agent file are wrong, or the command line is.</summary>
    public const int BadSettings = 2;
}
