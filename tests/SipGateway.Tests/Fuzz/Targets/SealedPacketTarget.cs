using Voxie.SipGateway.Srtp;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Tests.Srtp;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>SRTP and SRTCP on their way in: a broken packet changes nothing, so the good ones behind it are still heard.</summary>
internal sealed class SealedPacketTarget : FuzzTarget
{
    private static readonly SrtpKeys Theirs = Keys(1, 2);
    private static readonly SrtpKeys Ours = Keys(2, 1);
    private static readonly byte[][] Good = Seal();

    private readonly Mutator _mutants = new(Good, ["\u0080", "\0\0\0\0", "ÿÿÿÿ"]);

    public override string Name => "Sealed packet";

    /// <summary>Ciphers and windows are made anew for each input.</summary>
    public override int FreeBytes => 64 * 1024;

    /// <summary>A mutant that still authenticates is one that only lost what was added.</summary>
    public override double LeastOfBoth => 0.0;

    public override byte[] Make(int number) => _mutants.Make(number);

    public override bool Read(byte[] input)
    {
        using var session = new SrtpSession(Ours);
        var taken = session.Unprotect(input.ToArray(), out var length) == SrtpVerdict.Good;
        Assert.InRange(length, 0, input.Length);
        taken |= session.UnprotectControl(input.ToArray(), out length) == SrtpVerdict.Good;
        Assert.InRange(length, 0, input.Length);
        if (!taken) Assert.Equal(SrtpVerdict.Good, session.Unprotect(Good[0].ToArray(), out _));
        return taken;
    }

    private static SrtpKeys Keys(byte local, byte remote) => new(
        SrtpSuite.All[0], Enumerable.Repeat(local, SrtpSuite.All[0].MasterBytes).ToArray(), Enumerable.Repeat(remote, SrtpSuite.All[0].MasterBytes).ToArray());

    private static byte[][] Seal()
    {
        using var session = new SrtpSession(Theirs);
        var packets = new List<byte[]>();
        foreach (var plain in new[] { SrtpPeer.Plain(1), SrtpPeer.Plain(2, payload: 4) })
        {
            var buffer = new byte[plain.Length + SrtpSession.MaxOverhead];
            plain.CopyTo(buffer, 0);
            packets.Add(buffer[..session.Protect(buffer, plain.Length)]);
        }

        var report = SrtpPeer.PlainReport();
        var control = new byte[report.Length + SrtpSession.MaxOverhead];
        report.CopyTo(control, 0);
        packets.Add(control[..session.ProtectControl(control, report.Length)]);
        return [.. packets];
    }
}
