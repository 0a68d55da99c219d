namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>By what a request is known to be a trunk's, the strongest last.</summary>
public enum TrunkSign
{
    /// <summary>By nothing.</summary>
    None,
    /// <summary>The trunk takes anybody who proves its password.</summary>
    Anybody,
    /// <summary>Its <c>sources</c> hold the sender's address, or it is registered there.</summary>
    Address,
    /// <summary>The credentials in the request claim its inbound user.</summary>
    User,
    /// <summary>It is registered at the sender's address, and its extension is called.</summary>
    Extension,
    /// <summary>The mark in the contact that it has registered.</summary>
    Mark,
}
