namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>
/// Which numbers may be dialled through a trunk (toll fraud, the most common loss by SIP). A number must begin with an allowed
/// beginning and with no denied one; the longer beginning wins, at the same length the denied one.
/// </summary>
public sealed record TrunkDialling
{
    /// <summary>Beginnings of what nobody dials by mistake: satellite, international premium and shared-cost, premium rate of North America, the Caribbean numbers of one-ring fraud.</summary>
    public static IReadOnlyList<string> Costly { get; } =
    [
        "+870", "+878", "+881", "+882", "+883", "+888", "+979",
        "+1900", "+1976",
        "+1242", "+1246", "+1264", "+1268", "+1284", "+1345", "+1441", "+1473", "+1649", "+1664", "+1758", "+1767", "+1784", "+1809", "+1829",
        "+1849", "+1868", "+1869", "+1876",
    ];

    /// <summary>Beginnings as dialled: <c>+49</c> for international numbers however they are written (00, 011, +), <c>2</c> for short ones; <c>*</c>: anything, names too. Empty: nothing.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    public IReadOnlyList<string> Deny { get; init; } = Costly;
}
