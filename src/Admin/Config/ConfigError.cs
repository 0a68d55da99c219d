namespace Voxie.Admin.Config;

/// <param name="Source">File with line (<c>config/voxie.yaml:12</c>) or environment variable.</param>
/// <param name="Key">Path of the setting, e.g. <c>rtp.ports</c>; empty when the whole file is meant.</param>
internal sealed record ConfigError(string Source, string Key, string Reason)
{
    public override string ToString() => Key.Length == 0 ? $"{Source}: {Reason}" : $"{Source}: {Key}: {Reason}";
}
