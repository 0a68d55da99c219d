namespace Voxie.SipGateway.Calls;

/// <summary>Where media is opened.</summary>
internal interface ILegMediaSource
{
    /// <returns>Null: no port is free.</returns>
    ILegMedia? TryOpen();
}
