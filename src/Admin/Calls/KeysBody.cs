using System.ComponentModel;

namespace Voxie.Admin.Calls;

/// <summary>Keys to be sent to the other side of a live call.</summary>
internal sealed record KeysBody
{
    [Description("0-9, *, #, A-D; at most 32.")]
    public string Digits { get; init; } = "";

    [Description("Of each key, 40 to 1000; default 100.")]
    public int DurationMs { get; init; } = 100;
}
