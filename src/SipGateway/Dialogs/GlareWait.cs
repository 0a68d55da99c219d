namespace Voxie.SipGateway.Dialogs;

/// <summary>RFC 3261 14.1: how long to wait after 491, in steps of 10 ms, so that the two sides do not meet again.</summary>
internal static class GlareWait
{
    /// <returns>2.1 to 4 s for the owner of the Call-ID, 0 to 2 s for the other one.</returns>
    public static TimeSpan Next(bool ownsCallId, Random random) =>
        TimeSpan.FromMilliseconds(10 * (ownsCallId ? random.Next(210, 401) : random.Next(0, 201)));
}
