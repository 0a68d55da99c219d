namespace Voxie.SipGateway.Dialogs;

/// <summary>Whether a re-INVITE or UPDATE may be taken now (RFC 3261 14.2, RFC 3311 5.2, RFC 6337 2.2). Pure.</summary>
internal static class OfferGate
{
    public const int Go = 0;

    /// <summary>The peer sent it before it had an answer: 500 with Retry-After.</summary>
    public const int Later = 500;

    /// <summary>Glare: ours crossed it.</summary>
    public const int Pending = 491;

    /// <param name="isInvite">Else an UPDATE.</param>
    /// <param name="hasOffer">It brings a session description.</param>
    /// <param name="theirInviteOpen">An INVITE of the peer has no final answer yet.</param>
    /// <param name="theirOfferOpen">An offer of the peer has no answer yet.</param>
    /// <param name="ourInviteOpen">An INVITE of ours within the dialog has no final answer yet, or made the dialog and has none.</param>
    /// <param name="ourOfferOpen">An offer of ours has no answer yet.</param>
    public static int Judge(bool isInvite, bool hasOffer, bool theirInviteOpen, bool theirOfferOpen, bool ourInviteOpen, bool ourOfferOpen)
    {
        if (isInvite && ourInviteOpen)
        {
            return Pending;
        }

        if ((isInvite && theirInviteOpen) || (hasOffer && theirOfferOpen))
        {
            return Later;
        }

        return (isInvite || hasOffer) && ourOfferOpen ? Pending : Go;
    }
}
