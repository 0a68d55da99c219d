namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>A registered line that a request may have come on.</summary>
/// <param name="Sign"><see cref="TrunkSign.Mark"/>, <see cref="TrunkSign.Extension"/> or only <see cref="TrunkSign.Address"/>.</param>
public readonly record struct LineSighting(Trunk Trunk, TrunkSign Sign);
