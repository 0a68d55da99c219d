namespace Voxie.SipGateway.Dialogs;

/// <summary>
/// Which reliable provisional response of one early dialog is the next (RFC 3262 4): any number begins, then each is one more
/// than the last. A copy or one that came too early is not acknowledged: the peer sends it again.
/// </summary>
internal readonly record struct PrackOrder(uint? Last)
{
    public (PrackOrder Next, bool Acknowledge) Step(uint rseq) =>
        Last is null || (Last < uint.MaxValue && rseq == Last + 1) ? (new PrackOrder(rseq), true) : (this, false);
}
