using System.Net;

namespace Voxie.SipGateway.Calls;

/// <summary>Where media is opened.</summary>
internal interface ILegMediaSource
{
    /// <summary>Where it binds, may be the any-address.</summary>
    IPAddress Address { get; }

    /// <returns>Null: no port is free.</returns>
    ILegMedia? TryOpen();
}
