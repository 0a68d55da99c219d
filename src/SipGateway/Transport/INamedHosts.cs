using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transport;

/// <summary>Where the named hosts lead that peers put into Contact and Record-Route (RFC 3263). Any thread; never waits.</summary>
internal interface INamedHosts
{
    /// <returns>Null: not found, or not yet; it is looked for from now on.</returns>
    SipTarget? Find(SipUri uri);
}
