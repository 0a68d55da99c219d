using System.Collections.Concurrent;

namespace Voxie.SipGateway.Sdp;

/// <summary>
/// Our master keys of one session: one for each suite, made when it is first said and the same from then on, so that a new offer does
/// not change the key of a stream that runs. Forks of one offer share them.
/// </summary>
/// <param name="random">Gives so many unpredictable bytes.</param>
internal sealed class LocalKeys(Func<int, byte[]> random)
{
    private readonly ConcurrentDictionary<string, byte[]> _keys = new(StringComparer.OrdinalIgnoreCase);

    public byte[] For(CryptoSuite suite) => _keys.GetOrAdd(suite.Name, static (_, made) => made.random(made.suite.KeyBytes), (random, suite));
}
