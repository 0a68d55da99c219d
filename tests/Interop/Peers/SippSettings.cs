using Voxie.Interop.Harness;

namespace Voxie.Interop.Peers;

/// <summary>Where a scenario of SIPp runs.</summary>
internal sealed record SippSettings
{
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its address for media; null: the same.</summary>
    public string? MediaHost { get; init; }

    public int SipPort { get; init; } = Ports.Take();

    public int MediaPort { get; init; } = Ports.Take(4);

    /// <summary>u1: UDP, t1: TCP.</summary>
    public string Transport { get; init; } = "u1";

    /// <summary>Sends back what it hears.</summary>
    public bool EchoesMedia { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];
}
