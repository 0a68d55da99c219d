namespace Voxie.SipGateway.Authentication;

/// <summary>What a peer's challenges are answered with.</summary>
/// <param name="Realm">Only this realm is answered; null: whichever the peer names.</param>
internal sealed record DigestCredentials(string User, string Password, string? Realm = null)
{
    /// <summary>Without the password: safe in logs and errors.</summary>
    public override string ToString() => $"{User}@{Realm ?? "*"}";
}
