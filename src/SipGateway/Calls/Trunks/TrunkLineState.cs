namespace Voxie.SipGateway.Calls.Trunks;

/// <summary>Where the registration of a trunk stands.</summary>
public enum TrunkLineState
{
    /// <summary>We do not register there.</summary>
    None,
    /// <summary>For the first time, or again after the registrar forgot us.</summary>
    Trying,
    Registered,
    /// <summary>The registrar does not want us (wrong password, unknown user, 403): tried again only after a long pause.</summary>
    Refused,
    /// <summary>The registrar does not answer, or is in trouble: tried again, ever less often.</summary>
    Failing,
    /// <summary>We have taken leave: the node drains.</summary>
    Left,
}
