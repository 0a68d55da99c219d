using Voxie.SipGateway.Transport;

namespace Voxie.Admin.Config;

/// <summary>The settings as read, with what belongs to them but is no setting.</summary>
/// <param name="File">Configuration file; null: there is none, all defaults.</param>
/// <param name="Folder">Folder that file paths of the configuration are relative to.</param>
/// <param name="AdminKey">From <c>VOXIE_ADMIN_KEY</c>; null: generated in the data folder.</param>
/// <param name="UnknownVariables">Variables that look like ours and are not: worth a warning.</param>
internal sealed record VoxieConfig(VoxieOptions Options, string? File, string Folder, Secret? AdminKey, IReadOnlyList<string> UnknownVariables)
{
    /// <summary>From <c>VOXIE_SECRETS_KEY</c>; null: in the data folder.</summary>
    public Secret? SecretsKey { get; init; }

    /// <summary>From <c>VOXIE_RECORDINGS_KEY</c>; null: in a file.</summary>
    public Secret? RecordingsKey { get; init; }

    public string DataFolder { get; } = Path.GetFullPath(Options.Data);
    public string ModelsFolder { get; } = Path.GetFullPath(Options.Models);
    public string AgentsFolder { get; } = Path.GetFullPath(Options.Agents.Folder, Folder);
    public string TrunksFolder { get; } = Path.GetFullPath(Options.Sip.Trunks, Folder);
    public string RoutesFile { get; } = Path.GetFullPath(Options.Sip.Routes, Folder);
    public IReadOnlyList<SipListener> SipListeners { get; } = Config.SipListeners.Of(Options.Sip, Folder);
    public string DatabaseFile { get; } = Path.GetFullPath(Options.Database.File, Path.GetFullPath(Options.Data));
}
