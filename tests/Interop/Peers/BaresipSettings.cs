using Voxie.Interop.Audio;

namespace Voxie.Interop.Peers;

/// <summary>How a <see cref="BaresipPeer"/> differs from a plain caller by UDP.</summary>
internal sealed record BaresipSettings
{
    /// <summary>The address that it listens on; IPv6 in brackets.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Null: a port of its own.</summary>
    public int? SipPort { get; init; }

    /// <summary>Added to its own URI, such as <c>;transport=tcp</c>.</summary>
    public string UriParameters { get; init; } = "";

    /// <summary>Added to its account, such as <c>;dtmfmode=info</c>.</summary>
    public string Account { get; init; } = "";

    /// <summary>Rate of what it says and records.</summary>
    public int RateHz { get; init; } = Wav.RateHz;

    /// <summary>Milliseconds per packet.</summary>
    public int PtimeMs { get; init; } = 20;

    /// <summary>More lines of its configuration.</summary>
    public string Configuration { get; init; } = "";
}
