namespace Voxie.SipGateway.Dialogs;

/// <summary>How an INVITE with Replaces is answered (RFC 3891 3). Pure.</summary>
internal static class ReplacesRule
{
    /// <summary>The new call may take the place of the old one.</summary>
    public const int Go = 0;

    /// <param name="found">The dialog exists.</param>
    /// <param name="allowed">The sender may take over calls of that peer.</param>
    /// <param name="confirmed">The old call is answered.</param>
    /// <param name="over">It is being ended.</param>
    /// <param name="earlyOnly">The sender wants it only while it rings.</param>
    public static int Judge(bool found, bool allowed, bool confirmed, bool over, bool earlyOnly)
    {
        if (!found)
        {
            return 481;
        }

        if (!allowed)
        {
            return 403;
        }

        if (over)
        {
            return 603;
        }

        // An early dialog is replaced only at the side that called (RFC 3891 3), and what we call is not picked up by others.
        return !confirmed ? 481 : earlyOnly ? 486 : Go;
    }
}
