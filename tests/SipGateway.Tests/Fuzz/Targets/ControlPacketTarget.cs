using Voxie.SipGateway.Rtp;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>RTCP: compounds of every kind, broken, read as a session reads them.</summary>
internal sealed class ControlPacketTarget : FuzzTarget
{
    private const uint OurSsrc = 0x01020304;

    private readonly Mutator _mutants = new(Seeds(), ["\u0081É\0\u0007", "\u0081Ë\0\u0001", "\u0080Ì\0\0", "\0\0\0\0"]);

    public override string Name => "Control packet";

    public override byte[] Make(int number) => _mutants.Make(number);

    public override bool Read(byte[] input)
    {
        if (!RtcpPacket.TryParse(input, OurSsrc, out var report)) return false;
        var reporter = new RtcpReporter(new FakeTimeProvider(), OurSsrc, "cname");
        Assert.Equal(report.Leaves ? report.Ssrc : null, reporter.Take(input, 1));
        Assert.InRange(reporter.RoundTripMs ?? 0, 0, 60_000);
        return true;
    }

    private static byte[][] Seeds()
    {
        var block = new ReportBlock(OurSsrc, 1, -1, 5, 6, 7, 8);
        return
        [
            Write(new SenderInfo(1, 2, 3, 4), block, bye: true), Write(null, block, bye: false), Write(null, null, bye: true), Write(new SenderInfo(1, 2, 3, 4), null, bye: false),
            [.. Write(null, block, bye: false), .. Write(new SenderInfo(9, 9, 9, 9), block, bye: true)],
        ];
    }

    private static byte[] Write(SenderInfo? sent, ReportBlock? heard, bool bye)
    {
        var target = new byte[256];
        return target[..RtcpPacket.Write(target, 9, sent, heard, "cname@host"u8, bye)];
    }
}
