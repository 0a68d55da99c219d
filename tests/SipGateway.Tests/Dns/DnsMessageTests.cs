using Voxie.SipGateway.Dns;

namespace Voxie.SipGateway.Tests.Dns;

/// <summary>Answers of name servers, right ones and such as an attacker would send.</summary>
public sealed class DnsMessageTests
{
    private static DnsMessage Read(DnsBytes bytes)
    {
        Assert.Equal(DnsReadReason.None, DnsMessage.TryParse(bytes.ToArray(), out var message));
        return message!;
    }

    [Fact]
    public void Records_of_all_known_types_are_read()
    {
        var message = Read(DnsBytes.Head(answers: 6, authorities: 1).Question("Example.COM", 33)
            .Record("example.com", 1, d => d.Raw(192, 0, 2, 1))
            .Record("EXAMPLE.com", 28, d => d.Raw(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1))
            .Record("www.example.com", 5, d => d.Name("example.com"))
            .Srv("_sip._udp.example.com", 10, 60, 5060, "sip1.example.com")
            .Naptr("example.com", 50, 51, "SIP+D2U", "_sip._udp.example.com")
            .Record("example.com", 99, d => d.Raw(1, 2, 3))
            .Soa("example.com", 600, 60));

        Assert.Equal(("example.com", DnsRecordType.Srv), (message.QuestionName, message.QuestionType));
        Assert.Equal(
        [
            new DnsRecord.Host("example.com", 300, System.Net.IPAddress.Parse("192.0.2.1")),
            new DnsRecord.Host("example.com", 300, System.Net.IPAddress.Parse("2001:db8::1")),
            new DnsRecord.Alias("www.example.com", 300, "example.com"),
            new DnsRecord.Srv("_sip._udp.example.com", 300, 10, 60, 5060, "sip1.example.com"),
            new DnsRecord.Naptr("example.com", 300, 50, 51, "s", "SIP+D2U", "_sip._udp.example.com"),
        ], message.Answers);
        Assert.Equal(60u, message.Authority!.Minimum);
    }

    [Fact]
    public void Names_may_point_back()
    {
        var bytes = DnsBytes.Head(answers: 1).Question("sip.example.com", 5);
        var message = Read(bytes.Pointer(12).Tail(5, d => d.Text("a").Pointer(16)));
        Assert.Equal(new DnsRecord.Alias("sip.example.com", 300, "a.example.com"), Assert.Single(message.Answers));
    }

    [Fact]
    public void Time_to_live_with_the_top_bit_counts_as_zero() => Assert.Equal(0u, Read(
        DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 1, d => d.Raw(1, 2, 3, 4), 0x80000001)).Answers[0].TimeToLive);

    [Fact]
    public void A_truncated_answer_is_known_by_its_flag_even_when_it_ends_early()
    {
        Assert.True(Read(DnsBytes.Head(flags: 0x8380, answers: 5).Question("a.b", 33)).IsTruncated);
    }

    public static TheoryData<string, object> Broken()
    {
        var full = DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 1, d => d.Raw(1, 2, 3, 4)).ToArray();
        var data = new TheoryData<string, object>();
        void Add(DnsBytes bytes, DnsReadReason reason) => data.Add(Convert.ToHexString(bytes.ToArray()), reason);
        for (var length = 0; length < full.Length; length++)
        {
            var reason = length < 12 ? DnsReadReason.Truncated : length < 17 ? DnsReadReason.Name : length < 21 ? DnsReadReason.Truncated
                : length < 26 ? DnsReadReason.Name : length < 36 ? DnsReadReason.Truncated : DnsReadReason.RecordData;
            data.Add(Convert.ToHexString(full[..length]), reason);
        }

        Add(DnsBytes.Head(flags: 0x0180).Question("a.b", 1), DnsReadReason.NoResponse);
        Add(DnsBytes.Head(flags: 0x9180).Question("a.b", 1), DnsReadReason.NoResponse);
        Add(DnsBytes.Head(questions: 0), DnsReadReason.Question);
        Add(DnsBytes.Head(questions: 2).Question("a.b", 1).Question("a.b", 1), DnsReadReason.Question);
        Add(DnsBytes.Head(answers: 0xFFFF).Question("a.b", 1), DnsReadReason.TooManyRecords);
        Add(DnsBytes.Head().Pointer(12).Number16(1).Number16(1), DnsReadReason.Name); // to itself
        Add(DnsBytes.Head().Pointer(14).Pointer(12).Number16(1).Number16(1), DnsReadReason.Name); // forward, and back
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Text("x").Pointer(21).Tail(1, d => d.Raw(1, 2, 3, 4)), DnsReadReason.Name); // round and round
        Add(DnsBytes.Head().Raw(0x41, 0).Number16(1).Number16(1), DnsReadReason.Name); // label of an unknown kind
        Add(DnsBytes.Head().Raw(4).Raw("a.bc"u8.ToArray()).Raw(0).Number16(1).Number16(1), DnsReadReason.Name); // a dot inside a label
        Add(DnsBytes.Head().Name(string.Join('.', Enumerable.Repeat(new string('a', 63), 5))).Number16(1).Number16(1), DnsReadReason.Name);
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 1, d => d.Raw(1, 2, 3)), DnsReadReason.RecordData);
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 28, d => d.Raw(1, 2, 3, 4)), DnsReadReason.RecordData);
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 5, d => d.Name("c.d").Raw(0)), DnsReadReason.RecordData);
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 33, d => d.Number16(1)), DnsReadReason.RecordData);
        Add(DnsBytes.Head(answers: 1).Question("a.b", 1).Record("a.b", 35, d => d.Number16(1).Number16(1).Raw(200)), DnsReadReason.RecordData);
        Add(DnsBytes.Head(authorities: 1).Question("a.b", 1).Record("a.b", 6, d => d.Name("x").Name("y").Number32(1)), DnsReadReason.RecordData);
        return data;
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_messages_have_their_reason(string hex, object reason)
    {
        Assert.Equal((DnsReadReason)reason, DnsMessage.TryParse(Convert.FromHexString(hex), out var message));
        Assert.Null(message);
    }

    [Fact]
    public void A_long_chain_of_pointers_is_not_followed_to_its_end()
    {
        // Each record's name points to the record before: a quadratic walk, if nobody counts.
        var bytes = DnsBytes.Head(answers: 40).Question("a.b", 5);
        var last = 12;
        for (var i = 0; i < 40; i++)
        {
            var here = bytes.Length;
            bytes.Text("x").Pointer(last).Tail(99, _ => { });
            last = here;
        }

        Assert.Equal(DnsReadReason.Name, DnsMessage.TryParse(bytes.ToArray(), out _));
    }

    [Fact]
    public void No_bytes_make_it_throw()
    {
        var random = new Random(20260102);
        var seed = DnsBytes.Head(answers: 3, authorities: 1).Question("sip.example.com", 33)
            .Srv("_sip._udp.example.com", 10, 60, 5060, "sip1.example.com").Naptr("example.com", 50, 51, "SIP+D2U", "x.example.com")
            .Record("www.example.com", 5, d => d.Pointer(12)).Soa("example.com", 600, 60).ToArray();
        for (var run = 0; run < 20_000; run++)
        {
            var bytes = seed.ToArray();
            for (var i = random.Next(1, 6); i > 0; i--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            DnsMessage.TryParse(bytes.AsSpan(0, random.Next(bytes.Length + 1)), out _);
        }
    }
}
