namespace Voxie.Interop.Harness;

/// <summary>How a node under test is started; ports and folders are its own unless given.</summary>
internal sealed record VoxieSettings
{
    /// <summary>Kept between two starts to test a restart; null: a fresh one.</summary>
    public string? DataFolder { get; init; }

    /// <summary>Where it listens for SIP on 127.0.0.1 by UDP; null: at a port of its own.</summary>
    public int? SipPort { get; init; }

    /// <summary>Further environment, such as <c>VOXIE__Rtp__FirstMediaSeconds</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
