using Voxie.Pipeline.Calls;

namespace Voxie.TestKit;

/// <summary>Reads a call's mailbox in place of the call.</summary>
public static class MailboxProbe
{
    /// <summary>Takes what lies in the mailbox now.</summary>
    public static IReadOnlyList<CallEvent> TakeAll(this CallMailbox mailbox)
    {
        var taken = new List<CallEvent>();
        while (mailbox.Reader.TryRead(out var signal))
        {
            taken.Add(signal);
        }

        return taken;
    }
}
