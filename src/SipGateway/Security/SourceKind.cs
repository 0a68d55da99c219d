namespace Voxie.SipGateway.Security;

/// <summary>What an address is to us.</summary>
internal enum SourceKind
{
    /// <summary>Neither of the others.</summary>
    Stranger,
    /// <summary>A program on this machine that needs no trunk.</summary>
    Local,
    /// <summary>A trunk's peer.</summary>
    Trunk,
}
