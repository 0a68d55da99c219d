using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Tests.Corpora;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>One header value or URI, decoded as the parser does it.</summary>
internal abstract class TextTarget : FuzzTarget
{
    private readonly Mutator _mutants;

    protected TextTarget(IReadOnlyList<byte[]> seeds) => _mutants = new Mutator(seeds, FuzzSeeds.Words);

    public override byte[] Make(int number) => _mutants.Make(number);

    public override bool Read(byte[] input) => Read(SipText.Decode(input));

    public override void Judge(byte[] input) => Judge(SipText.Decode(input));

    protected abstract bool Read(string text);

    protected abstract void Judge(string text);

    protected static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];
}
