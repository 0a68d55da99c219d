using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Messages, broken ones too, on their way into a ladder.</summary>
internal sealed class MaskTarget : FuzzTarget
{
    public override string Name => "Ladder mask";

    public override double LeastOfBoth => 0;

    public override byte[] Make(int number) => SipDatagramTarget.Mutants.Make(number);

    public override bool Read(byte[] input) => SipMask.Mask(input).Length == input.Length;

    public override void Judge(byte[] input)
    {
        var masked = SipMask.Mask(input);
        Assert.DoesNotContain(input.Zip(masked), pair => pair.First != pair.Second && pair.Second is not ((byte)'*' or (byte)'X'));
        Assert.Equal(masked, SipMask.Mask(masked)); // a second look finds nothing more
    }
}
