using Voxie.Admin.Secrets;

namespace Voxie.Admin.Trunks;

/// <summary>What becomes of the passwords of a trunk on their way into the database and out to people.</summary>
internal static class TrunkSecrets
{
    public const string Mask = "********";
    public const string Inbound = "inbound";
    public const string Outbound = "outbound";

    public static string PlaceOf(string trunkId, string which) => $"trunk/{trunkId}/{which}";

    /// <summary>For the API: no password, sealed or not.</summary>
    public static TrunkDocument Masked(TrunkDocument document) => Map(document, static (password, _) => password.Length == 0 ? "" : Mask);

    /// <summary>For the database. A mask that came back stands for the password that is kept.</summary>
    /// <param name="kept">The version before; null: there is none.</param>
    public static TrunkDocument Sealed(TrunkDocument document, string id, TrunkDocument? kept, SecretSeal seal) => Map(document, (password, which) =>
    {
        var old = which == Inbound ? kept?.Inbound?.Password : kept?.Outbound?.Password;
        // Sealed anew each time: two versions do not tell whether their passwords are the same.
        return seal.Seal(password == Mask && old is not null ? seal.Open(old, PlaceOf(id, which)) : password, PlaceOf(id, which));
    });

    /// <summary>The mask came back for a password that was never there.</summary>
    public static string? MaskWithoutPassword(TrunkDocument document, TrunkDocument? kept) =>
        document.Inbound?.Password == Mask && kept?.Inbound is null ? "inbound.password"
        : document.Outbound?.Password == Mask && kept?.Outbound is null ? "outbound.password"
        : null;

    private static TrunkDocument Map(TrunkDocument document, Func<string, string, string> map) => document.Plain() with
    {
        Inbound = document.Inbound is { } inbound ? inbound with { Password = map(inbound.Password, Inbound) } : null,
        Outbound = document.Outbound is { } outbound ? outbound with { Password = map(outbound.Password, Outbound) } : null,
    };
}
