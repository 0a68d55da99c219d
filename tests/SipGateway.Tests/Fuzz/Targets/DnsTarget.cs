using Voxie.SipGateway.Dns;
using Voxie.SipGateway.Tests.Corpora;
using Voxie.SipGateway.Tests.Dns;

namespace Voxie.SipGateway.Tests.Fuzz.Targets;

/// <summary>Answers of a name server, or of whoever says to be one.</summary>
internal sealed class DnsTarget : FuzzTarget
{
    private readonly Mutator _mutants = new(Seeds(), ["\u00C0\u000C", "\u00C0\u00FF", "\0", "?", "\u0001a\0", "ÿÿ"]);

    public override string Name => "DNS answer";

    public override byte[] Make(int number) => _mutants.Make(number);

    public override bool Read(byte[] input) => DnsMessage.TryParse(input, out _) == DnsReadReason.None;

    private static byte[][] Seeds() =>
    [
        DnsBytes.Head(answers: 2, authorities: 1).Question("_sip._udp.example.com", 33).Srv("_sip._udp.example.com", 10, 60, 5060, "a.example.com")
            .Srv("_sip._udp.example.com", 20, 0, 5070, "b.example.com").Soa("example.com", 300, 60).ToArray(),
        DnsBytes.Head(answers: 2).Question("example.com", 35).Naptr("example.com", 10, 50, "SIP+D2U", "_sip._udp.example.com")
            .Naptr("example.com", 20, 50, "SIPS+D2T", "_sips._tcp.example.com").ToArray(),
        DnsBytes.Head(answers: 2).Question("a.example.com", 1).Pointer(12).Tail(5, d => d.Name("b.example.com")).Record("b.example.com", 1, d => d.Raw(192, 0, 2, 1)).ToArray(),
        DnsBytes.Head(answers: 1).Question("a.example.com", 28).Pointer(12).Tail(28, d => d.Raw([.. Enumerable.Repeat((byte)1, 16)])).ToArray(),
        DnsBytes.Head(flags: 0x8183, authorities: 1).Question("no.example.com", 1).Soa("example.com", 300, 60).ToArray(),
    ];
}
