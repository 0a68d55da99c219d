using FsCheck;
using FsCheck.Fluent;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Messages;

/// <summary>Messages made of random parts, written and read again.</summary>
public class RoundTripTests
{
    // The same messages in every run.
    private static readonly Config Seeded = Config.QuickThrowOnFailure.WithReplay(20261121, 4475).WithMaxTest(300);

    private const string Token = "abcXYZ019-.!%*_+`'~";

    private static readonly Gen<string> Tokens = TextOf(Token, 1);
    private static readonly Gen<string> Users = TextOf("abc019 -_.!~*'()&=+$,;?/@:<>\"\\%é中", 1);
    private static readonly Gen<string> Names = TextOf("ab \"\\<>,;:é中\u0001\u007F\t", 0);

    private static readonly Gen<SipUri> Uris =
        from user in Users
        from host in Gen.Elements("example.com", "192.0.2.1", "[2001:db8::1]", "a_b.local")
        from port in Gen.Elements<int?>(null, 5060, 65535)
        from transport in Gen.Elements(null, "udp", "tcp")
        select SipUri.Sip(user, host, port, transport);

    private static readonly Gen<SipParameters> Parameters =
        from count in Gen.Choose(0, 5)
        from values in Gen.ArrayOf(Gen.OneOf(Gen.Constant<string?>(null), Tokens.Select(token => (string?)token), Names.Select(name => (string?)SipText.Quote(name))), count)
        select values.Index().Aggregate(SipParameters.None, (all, item) => all.With($"p{item.Index}", item.Item));

    private static readonly Gen<NameAddr> Addresses =
        from uri in Uris
        from name in Gen.OneOf(Gen.Constant<string?>(null), Names.Select(name => (string?)name))
        from parameters in Parameters
        select new NameAddr(uri) { DisplayName = name, Parameters = parameters };

    private static readonly Gen<ViaHeader> Vias =
        from transport in Tokens
        from host in Gen.Elements("h.example", "192.0.2.1", "[::1]")
        from port in Gen.Elements<int?>(null, 1, 5060)
        from parameters in Parameters
        select new ViaHeader(transport, new(host, port), parameters);

    private static readonly Gen<SipMessage> Messages =
        from method in Tokens
        from uri in Uris
        from vias in Gen.NonEmptyListOf(Vias)
        from addresses in Gen.ArrayOf(Addresses, 4)
        from number in Gen.Choose(0, int.MaxValue)
        from callId in Tokens
        from body in Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value))
        from status in Gen.Choose(100, 699)
        from isRequest in Gen.Elements(true, false)
        select Build(isRequest ? method : null, uri, vias, addresses, (uint)number, callId, body, status);

    [Fact]
    public void A_message_is_read_as_it_was_written() =>
        Prop.ForAll(Arb.From(Messages), message =>
        {
            Assert.True(SipParser.TryParse(SipWriter.ToBytes(message), out var again, out var error), $"{error.Reason} {error.Header}");
            Assert.Equal(message, again);
        }).Check(Seeded);

    [Fact]
    public void An_address_is_read_as_it_was_written() =>
        Prop.ForAll(Arb.From(Addresses), address =>
        {
            Assert.True(NameAddr.TryParse(address.ToString(), out var again), address.ToString());
            Assert.Equal(address, again);
        }).Check(Seeded);

    [Fact]
    public void A_user_part_survives_its_escapes() =>
        Prop.ForAll(Arb.From(Users), user =>
        {
            Assert.True(SipUri.TryParse(SipUri.Sip(user, "h").ToString(), out var uri));
            Assert.Equal(user, uri.UserText);
        }).Check(Seeded);

    private static SipMessage Build(
        string? method, SipUri uri, IEnumerable<ViaHeader> vias, NameAddr[] addresses, uint number, string callId, byte[] body, int status)
    {
        var headers = new SipHeaders(
        [
            .. vias.Take(SipLimits.Vias).Select(via => new SipHeader(HeaderNames.Via, via.ToString())),
            new(HeaderNames.From, addresses[0].ToString()),
            new(HeaderNames.To, addresses[1].ToString()),
            new(HeaderNames.CallId, callId),
            new(HeaderNames.CSeq, new CSeq(number, method ?? SipMethod.Invite).ToString()),
            new(HeaderNames.Contact, $"{addresses[2]}, {addresses[3]}"),
        ]);
        return method == null
            ? new SipResponse { StatusCode = status, ReasonPhrase = SipStatus.Phrase(status), Headers = headers, Body = body }
            : new SipRequest { Method = method, RequestUri = uri, Headers = headers, Body = body };
    }

    private static Gen<string> TextOf(string letters, int least) =>
        from length in Gen.Choose(least, 12)
        from text in Gen.ArrayOf(Gen.Elements(letters.ToCharArray()), length)
        select new string(text);
}
