namespace Voxie.Pipeline.Calls;

/// <summary>The call whose caller is handed over. On its loop.</summary>
internal interface ITransferUser
{
    /// <summary>Whoever conducts the call leaves the line's sound alone until <see cref="TransferFailed"/>.</summary>
    void TransferBegins();

    /// <summary>The target is on the line: it takes the place of whoever conducted the call.</summary>
    void Joined(DialledLine line);

    /// <summary>The caller is in other hands: the call ends.</summary>
    void HandedOver(CallEndReason reason);

    /// <summary>The caller is still here, and nobody else.</summary>
    void TransferFailed(TransferReport report);
}
