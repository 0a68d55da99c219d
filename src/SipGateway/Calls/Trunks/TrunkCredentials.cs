using Voxie.SipGateway.Authentication;

namespace Voxie.SipGateway.Calls.Trunks;

/// <param name="Realm">Only this realm is answered, or asked for; null: the peer's realm is answered, ours is asked for.</param>
public sealed record TrunkCredentials(string User, string Password, string? Realm = null)
{
    /// <summary>What callers are challenged with unless the trunk says otherwise: the one algorithm that every phone knows, alone.</summary>
    public static IReadOnlyList<DigestAlgorithm> DefaultChallenge { get; } = [DigestAlgorithm.Md5];

    /// <summary>
    /// For callers: what they are challenged with, in this order; null: <see cref="DefaultChallenge"/>. For our own requests: what may
    /// be answered, of which the strongest is; null: all that we know. <see cref="DigestAlgorithm.Md5"/> and <see cref="DigestAlgorithm.Sha256"/>.
    /// </summary>
    public IReadOnlyList<DigestAlgorithm>? Algorithms { get; init; }

    /// <summary>By content, so that a trunk read again is not taken for a changed one.</summary>
    public bool Equals(TrunkCredentials? other) =>
        other is not null && (User, Password, Realm) == (other.User, other.Password, other.Realm) && (Algorithms ?? []).SequenceEqual(other.Algorithms ?? []);

    public override int GetHashCode() => HashCode.Combine(User, Password, Realm);

    /// <summary>Without the password: safe in logs and errors.</summary>
    public override string ToString() => $"{User}@{Realm ?? "*"}";
}
