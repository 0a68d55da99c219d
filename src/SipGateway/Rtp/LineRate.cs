namespace Voxie.SipGateway.Rtp;

/// <summary>
/// The PCM rate of a line, which is one for its life: that of the first codec agreed on, or the expected one if somebody had to know it
/// before. Codecs that come later are resampled to it. Any thread.
/// </summary>
/// <param name="expectedHz">Until there is something better to go by.</param>
internal sealed class LineRate(int expectedHz)
{
    private int _expected = expectedHz;
    private int _settled;

    /// <summary>The rate; settles it.</summary>
    public int Hz => Settle(Volatile.Read(ref _expected));

    /// <summary>What the codec will probably be like.</summary>
    public void Expect(int rateHz) => Volatile.Write(ref _expected, rateHz);

    /// <summary>A codec is agreed on.</summary>
    /// <returns>The rate that counts.</returns>
    public int Settle(int rateHz)
    {
        var before = Interlocked.CompareExchange(ref _settled, rateHz, 0);
        return before == 0 ? rateHz : before;
    }
}
