namespace Voxie.SipGateway.Calls.Trunks;

/// <param name="Realm">Only this realm is answered, or asked for; null: the peer's realm is answered, ours is asked for.</param>
public sealed record TrunkCredentials(string User, string Password, string? Realm = null)
{
    /// <summary>Without the password: safe in logs and errors.</summary>
    public override string ToString() => $"{User}@{Realm ?? "*"}";
}
