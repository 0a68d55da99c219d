using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

public sealed class ReplayWindowTests
{
    [Theory]
    [InlineData(1, "Good")]
    [InlineData(63, "Good")]
    [InlineData(64, "TooOld")]
    [InlineData(65, "TooOld")]
    public void Holds_64_numbers(int behind, string expected)
    {
        var window = ReplayWindow.From(1000);
        window.Mark(1000);

        Assert.Equal(expected, window.Judge(1000 - (ulong)behind).ToString());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Knows_what_has_come_after_any_step_ahead(int ahead)
    {
        var window = ReplayWindow.From(1000);
        window.Mark(1000);
        window.Mark(1000 + (ulong)ahead);

        Assert.Equal(SrtpVerdict.Replayed, window.Judge(1000 + (ulong)ahead));
        Assert.Equal(ahead < 64 ? SrtpVerdict.Replayed : SrtpVerdict.TooOld, window.Judge(1000));
        Assert.Equal(SrtpVerdict.Good, window.Judge(1001 + (ulong)ahead));
    }

    [Fact]
    public void A_number_marked_late_does_not_move_it()
    {
        var window = ReplayWindow.From(1000);
        window.Mark(1000);
        window.Mark(960);

        Assert.Equal(1000u, window.Highest);
        Assert.Equal(SrtpVerdict.Replayed, window.Judge(960));
        Assert.Equal(SrtpVerdict.Good, window.Judge(961));
    }
}
