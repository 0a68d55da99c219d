using System.Collections.Immutable;
using System.Security.Cryptography;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Dtls;

public sealed class DtlsAssociationTests
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(20);

    private static DtlsTerms Patient(DtlsTerms terms) => terms with
    {
        Within = 2 * Long, FirstRetransmission = TimeSpan.FromMilliseconds(16), LastRetransmission = TimeSpan.FromMilliseconds(16),
    };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Both_sides_get_the_same_keys(bool cookie)
    {
        using var pair = new DtlsPair(server: terms => terms with { AsksForCookie = cookie });
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));

        Assert.Empty(pair.Faults);
        Assert.Equal((SrtpSuite.AesGcm256, SrtpSuite.AesGcm256), (pair.Client.Suite, pair.Server.Suite));
        pair.AssertSameKeys();
        Assert.Null(pair.Client.TakeSession());
        Assert.Equal(0, pair.Time.ArmedTimers);
    }

    [Fact]
    public void A_server_that_asks_for_a_cookie_says_little_before_it_has_come()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.Carry();

        Assert.Equal(2, pair.Sent.Count);
        Assert.True(pair.Sent[1].Length < pair.Sent[0].Length);
        Assert.Null(pair.Server.Suite);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void What_is_lost_is_sent_again(int seed)
    {
        using var pair = new DtlsPair(Patient, Patient);
        var random = new Random(seed);
        pair.IsLost = (_, _) => random.Next(100) < 40;
        pair.Start();
        pair.Run(Long);

        Assert.Empty(pair.Faults);
        pair.AssertSameKeys();
    }

    [Fact]
    public void A_lost_last_flight_is_said_again_when_the_peer_asks()
    {
        using var pair = new DtlsPair(Patient, Patient);
        var lost = 0;
        // The server's last: it has its keys, and hears from the client only that this one has not.
        pair.IsLost = (_, byClient) => !byClient && pair.Server.Suite is not null && lost++ < 3;
        pair.Start();
        pair.Run(Long);

        Assert.True(lost > 3);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Datagrams_that_come_twice_and_in_the_wrong_order_change_nothing()
    {
        using var pair = new DtlsPair(Patient, Patient);
        pair.Start();
        var random = new Random(7);
        var inFlight = new List<(byte[] Bytes, DtlsAssociation To)>();
        for (var end = pair.Time.Elapsed + Long; pair.Time.Elapsed < end && (pair.Client.Suite is null || pair.Server.Suite is null);)
        {
            foreach (var (from, to) in new[] { (pair.Client, pair.Server), (pair.Server, pair.Client) })
            {
                while (from.TryNext(out var datagram)) inFlight.AddRange([(datagram.ToArray(), to), (datagram.ToArray(), to)]);
            }

            foreach (var (bytes, to) in inFlight.OrderBy(_ => random.Next()).ToList()) to.Take(bytes);
            inFlight.Clear();
            pair.Time.Advance(DtlsPair.Frame);
        }

        Assert.Empty(pair.Faults);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Another_certificate_than_the_signalled_one_gives_no_keys()
    {
        using var stranger = new DtlsIdentity(TimeProvider.System);
        using var pair = new DtlsPair(server: terms => terms with { Fingerprints = [stranger.Fingerprint] });
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));

        Assert.Contains(DtlsFault.WrongCertificate, pair.Faults);
        Assert.Null(pair.Server.Suite);
        Assert.Null(pair.Client.Suite);
    }

    [Fact]
    public void A_client_looks_at_the_certificate_too()
    {
        using var stranger = new DtlsIdentity(TimeProvider.System);
        using var pair = new DtlsPair(client: terms => terms with { Fingerprints = [stranger.Fingerprint] });
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));

        Assert.Contains(DtlsFault.WrongCertificate, pair.Faults);
        Assert.Null(pair.Client.Suite);
        Assert.Null(pair.Server.Suite);
    }

    [Fact]
    public void Of_several_fingerprints_the_strongest_hash_decides()
    {
        using var pair = new DtlsPair(server: terms => terms with { Fingerprints = [.. terms.Fingerprints, new Fingerprint("sha-512", new string('0', 128))] });
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));

        Assert.Contains(DtlsFault.WrongCertificate, pair.Faults);
    }

    [Fact]
    public void A_silent_peer_is_given_up_ten_seconds_after_the_answer()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Faults.Add, _ => { });
        // It rings for a minute: nobody has to be there yet.
        pair.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(pair.Faults);

        pair.Client.Expect();
        pair.Time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Empty(pair.Faults);
        pair.Time.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal([DtlsFault.Timeout], pair.Faults);
        Assert.Equal(0, pair.Time.ArmedTimers);
    }

    [Fact]
    public void A_peer_that_was_not_there_while_it_rang_is_greeted_again()
    {
        using var pair = new DtlsPair(Patient, Patient);
        pair.Client.Start(pair.Faults.Add, _ => { });
        while (pair.Client.TryNext(out _))
        {
        }

        pair.Server.Start(pair.Faults.Add, _ => { });
        pair.Client.Expect();
        pair.Run(Long);
        pair.AssertSameKeys();
    }

    [Fact]
    public void A_forged_alert_breaks_nothing_for_good()
    {
        using var pair = new DtlsPair(Patient, Patient);
        pair.Start();
        // handshake_failure, in the clear as before any keys.
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40];
        for (var i = 0; i < 3; i++)
        {
            pair.Client.Take(alert);
            pair.Server.Take(alert);
            pair.Carry();
            pair.Time.Advance(DtlsPair.Frame);
        }

        pair.Run(Long);
        Assert.Empty(pair.Faults);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Two_that_refuse_each_other_end_soon()
    {
        using var pair = new DtlsPair();
        pair.Client.Start(pair.Faults.Add, _ => { });
        pair.Client.Expect();
        byte[] alert = [21, 0xFE, 0xFD, 0, 0, 0, 0, 0, 0, 0, 99, 0, 2, 2, 40];
        for (var i = 0; i < 200 && pair.Faults.Count == 0; i++)
        {
            pair.Client.Take(alert);
            pair.Time.Advance(DtlsPair.Frame);
        }

        Assert.Equal([DtlsFault.Refused], pair.Faults);
    }

    [Fact]
    public void Garbage_neither_throws_nor_harms()
    {
        using var pair = new DtlsPair(Patient, Patient);
        pair.Start();
        var random = new Random(11);
        for (var i = 0; i < 4000; i++)
        {
            byte[] junk;
            if (i % 3 == 0 && pair.Sent.Count > 0)
            {
                junk = pair.Sent[random.Next(pair.Sent.Count)].ToArray();
                for (var flips = random.Next(1, 6); flips > 0; flips--) junk[random.Next(junk.Length)] = (byte)random.Next(256);
                if (random.Next(4) == 0) junk = junk[..random.Next(junk.Length)];
            }
            else
            {
                junk = RandomBytes(random, random.Next(0, 1800));
                if (junk.Length > 12) (junk[0], junk[1], junk[2]) = ((byte)random.Next(20, 26), 0xFE, 0xFD);
            }

            (i % 2 == 0 ? pair.Client : pair.Server).Take(junk);
            if (i < 40 && i % 10 == 0) pair.Carry();
        }

        // What garbage has broken begins again, a few times; what it may not do is to end in keys that differ, or in a bug.
        pair.Run(Long);
        Assert.DoesNotContain(DtlsFault.WrongCertificate, pair.Faults);
        if (pair.Faults.Count == 0) pair.AssertSameKeys();
    }

    [Fact]
    public void Garbage_after_the_keys_is_nothing()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));
        var random = new Random(12);
        foreach (var side in new[] { pair.Client, pair.Server })
        {
            foreach (var datagram in pair.Sent.ToList()) side.Take(datagram);
            for (var i = 0; i < 1000; i++)
            {
                var junk = RandomBytes(random, random.Next(13, 300));
                (junk[0], junk[1], junk[2]) = ((byte)random.Next(20, 26), 0xFE, 0xFD);
                side.Take(junk);
            }
        }

        Assert.Empty(pair.Faults);
        pair.AssertSameKeys();
    }

    [Fact]
    public void Too_many_and_too_long_are_dropped_and_counted()
    {
        var waiting = new List<IThreadPoolWorkItem>();
        using var identity = new DtlsIdentity(TimeProvider.System);
        using var association = new DtlsAssociation(identity, new DtlsTerms(DtlsRole.Server, [identity.Fingerprint]), TimeProvider.System, waiting.Add);
        association.Take(new byte[DatagramRing.MaxDatagram + 1]);
        for (var i = 0; i < 20; i++) association.Take(new byte[100]);

        Assert.Equal(5, association.Dropped);
        // However many come, there is one piece of work.
        Assert.Single(waiting);
    }

    [Fact]
    public void A_closed_one_answers_nothing_and_gives_its_untaken_keys_up()
    {
        using var pair = new DtlsPair();
        pair.Start();
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Server.Dispose();
        pair.Server.Dispose();
        pair.Server.Take(pair.Sent[0]);

        Assert.Null(pair.Server.TakeSession());
        Assert.False(pair.Server.TryNext(out _));
    }

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }
}
