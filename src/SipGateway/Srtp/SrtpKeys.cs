using System.Security.Cryptography;

namespace Voxie.SipGateway.Srtp;

/// <summary>The master keys of a session: ours protects what we send, the peer's what it sends. Equal when every byte is.</summary>
internal sealed class SrtpKeys : IEquatable<SrtpKeys>
{
    private readonly byte[] _local;
    private readonly byte[] _remote;

    /// <param name="local">Master key and salt that we send with.</param>
    /// <param name="remote">Master key and salt that the peer sends with.</param>
    /// <exception cref="ArgumentException">A length that is not the suite's.</exception>
    public SrtpKeys(SrtpSuite suite, ReadOnlySpan<byte> local, ReadOnlySpan<byte> remote)
    {
        if (local.Length != suite.MasterBytes || remote.Length != suite.MasterBytes)
            throw new ArgumentException($"Keys of {suite} have {suite.MasterBytes} bytes.");
        (Suite, _local, _remote) = (suite, local.ToArray(), remote.ToArray());
    }

    public SrtpSuite Suite { get; }

    public ReadOnlySpan<byte> Local => _local;

    public ReadOnlySpan<byte> Remote => _remote;

    public bool Equals(SrtpKeys? other) =>
        other is not null && Suite == other.Suite
        && CryptographicOperations.FixedTimeEquals(_local, other._local) && CryptographicOperations.FixedTimeEquals(_remote, other._remote);

    public override bool Equals(object? obj) => Equals(obj as SrtpKeys);

    // Nothing of the keys: a hash may end up in a dump.
    public override int GetHashCode() => Suite.Name.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Suite.Name;
}
