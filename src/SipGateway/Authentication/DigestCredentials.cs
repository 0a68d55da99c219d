namespace Voxie.SipGateway.Authentication;

/// <summary>What a peer's challenges are answered with.</summary>
/// <param name="Realm">Only this realm is answered; null: whichever the peer names.</param>
/// <param name="Algorithms">Only these are answered, their session forms included; null: all that we know.</param>
internal sealed record DigestCredentials(string User, string Password, string? Realm = null, IReadOnlyList<DigestAlgorithm>? Algorithms = null)
{
    public bool MayUse(DigestAlgorithm algorithm) => Algorithms is null || Algorithms.Contains(algorithm.Plain());

    /// <summary>Without the password: safe in logs and errors.</summary>
    public override string ToString() => $"{User}@{Realm ?? "*"}";
}
