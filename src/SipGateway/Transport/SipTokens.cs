using System.Security.Cryptography;
using System.Text;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>Tags, branches and Call-IDs that nobody can guess: 80 random bits where RFC 3261 19.3 asks for 32.</summary>
internal static class SipTokens
{
    private const int TokenBytes = 10;
    private static readonly byte[] ProcessKey = RandomNumberGenerator.GetBytes(32);

    public static string NewTag() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(TokenBytes));

    public static string NewBranch() => ViaHeader.MagicCookie + NewTag();

    public static string NewCallId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>A tag that is the same for the same request and cannot be foreseen: RFC 3261 8.2.7 wants it of a stateless answer.</summary>
    public static string StatelessTag(string requestIdentity)
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(ProcessKey, Encoding.UTF8.GetBytes(requestIdentity), digest);
        return Convert.ToHexStringLower(digest[..TokenBytes]);
    }
}
