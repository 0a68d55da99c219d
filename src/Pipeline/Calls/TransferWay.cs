namespace Voxie.Pipeline.Calls;

/// <summary>By which way a call was handed over, or was to be at last.</summary>
public enum TransferWay
{
    /// <summary>None was gone.</summary>
    None,
    /// <summary>The other side dialled the target itself (SIP REFER).</summary>
    Refer,
    /// <summary>The other side took our place in the call with the target (SIP REFER with Replaces).</summary>
    Replaces,
    /// <summary>Both lines were joined here, and their sound passes through us.</summary>
    Bridge,
}
