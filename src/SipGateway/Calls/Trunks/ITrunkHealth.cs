namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>How the trunks are doing, as last seen. Any thread.</summary>
public interface ITrunkHealth
{
    /// <summary>A trunk that nothing is known of is neither up nor down, and registered nowhere.</summary>
    TrunkHealth Of(string trunkId);
}
