using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

/// <summary>RFC 3711 3.3.1 and its appendix A.</summary>
public sealed class PacketIndexTests
{
    [Theory]
    [InlineData(0x0_0005, 6, 0x0_0006)]
    [InlineData(0x0_ffff, 0, 0x1_0000)]
    [InlineData(0x1_0000, 0xffff, 0x0_ffff)]
    [InlineData(0x1_0005, 0x8005, 0x1_8005)]
    [InlineData(0x1_0005, 0x8006, 0x0_8006)]
    [InlineData(0x1_8005, 0x0005, 0x1_0005)]
    [InlineData(0x1_8005, 0x0004, 0x2_0004)]
    [InlineData(0x1_9000, 0x8000, 0x1_8000)]
    [InlineData(0xffff_fffe_ffff, 0, 0xffff_ffff_0000)]
    public void Is_the_nearest_to_the_highest(long highest, int sequence, long expected) =>
        Assert.Equal((ulong)expected, PacketIndex.Nearest((ulong)highest, (ushort)sequence));

    [Theory]
    [InlineData(0x0_0005, 0xfff0)]
    [InlineData(0xffff_ffff_ffff, 0)]
    public void There_is_none_before_the_first_nor_behind_the_last(long highest, int sequence) =>
        Assert.Null(PacketIndex.Nearest((ulong)highest, (ushort)sequence));
}
