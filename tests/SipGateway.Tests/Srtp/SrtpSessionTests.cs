using System.Buffers.Binary;
using System.Security.Cryptography;
using Voxie.SipGateway.Srtp;

namespace Voxie.SipGateway.Tests.Srtp;

public sealed class SrtpSessionTests
{
    private static readonly SrtpSuite Suite = SrtpSuite.AesCm128Sha1Tag80;

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void What_is_protected_can_be_opened_and_not_be_read(string name)
    {
        var suite = SrtpSuite.Find(name)!;
        using var peer = new SrtpPeer(suite);
        var (plain, packet) = (SrtpPeer.Plain(7), peer.Packet(7));

        Assert.Equal(plain.Length + suite.MediaTagBytes, packet.Length);
        Assert.Equal(plain[..12], packet[..12]);
        Assert.NotEqual(plain[12..], packet[12..plain.Length]);
        Assert.Equal(SrtpVerdict.Good, peer.Ours.Unprotect(packet, out var length));
        Assert.Equal(plain, packet[..length]);

        var (plainReport, report) = (SrtpPeer.PlainReport(), peer.Report());
        Assert.Equal(plainReport.Length + suite.ControlTagBytes + 4, report.Length);
        Assert.Equal(plainReport[..8], report[..8]);
        Assert.NotEqual(plainReport[8..], report[8..plainReport.Length]);
        Assert.Equal(SrtpVerdict.Good, peer.Ours.UnprotectControl(report, out length));
        Assert.Equal(plainReport, report[..length]);
    }

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void Each_packet_is_heard_once(string name)
    {
        using var peer = new SrtpPeer(SrtpSuite.Find(name)!);
        for (ushort sequence = 0; sequence < 200; sequence++)
        {
            var (packet, report) = (peer.Packet(sequence), peer.Report());
            Assert.Equal(SrtpVerdict.Good, peer.Hear(packet));
            Assert.Equal(SrtpVerdict.Replayed, peer.Hear(packet));
            Assert.Equal(SrtpVerdict.Good, peer.HearReport(report));
            Assert.Equal(SrtpVerdict.Replayed, peer.HearReport(report));
        }
    }

    [Theory]
    [InlineData(63, "Good")]
    [InlineData(64, "TooOld")]
    [InlineData(65, "TooOld")]
    public void A_packet_may_be_late_by_63(int late, string expected)
    {
        using var peer = new SrtpPeer(Suite);
        var packets = Enumerable.Range(0, 100).Select(sequence => peer.Packet((ushort)sequence)).ToList();
        var reports = Enumerable.Range(0, 100).Select(_ => peer.Report()).ToList();

        Assert.All(packets[..5].Concat(packets[6..(6 + late)]), packet => Assert.Equal(SrtpVerdict.Good, peer.Hear(packet)));
        Assert.All(reports[..5].Concat(reports[6..(6 + late)]), report => Assert.Equal(SrtpVerdict.Good, peer.HearReport(report)));

        Assert.Equal(expected, peer.Hear(packets[5]).ToString());
        Assert.Equal(expected, peer.HearReport(reports[5]).ToString());
    }

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void The_numbers_roll_over(string name)
    {
        using var peer = new SrtpPeer(SrtpSuite.Find(name)!);
        var packets = Enumerable.Range(65500, 80).Select(sequence => peer.Packet((ushort)sequence)).ToList();
        // Around the wrap the order is turned about, and one is lost.
        (packets[35], packets[36]) = (packets[36], packets[35]);
        packets.RemoveAt(30);

        Assert.All(packets, packet => Assert.Equal(SrtpVerdict.Good, peer.Hear(packet)));
        Assert.All(packets.TakeLast(60), packet => Assert.Equal(SrtpVerdict.Replayed, peer.Hear(packet)));
    }

    [Fact]
    public void Three_times_round_stays_in_step()
    {
        using var peer = new SrtpPeer(SrtpSuite.AesGcm128);
        for (var number = 0; number < 3 * 65536 + 10; number += 1000) Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet((ushort)number)));
    }

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void Forged_packets_change_nothing(string name)
    {
        using var peer = new SrtpPeer(SrtpSuite.Find(name)!);
        Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(10)));
        var (next, report) = (peer.Packet(11), peer.Report());

        // Numbers far ahead, of this source and of others: none may move a window, a roll-over counter or the table of sources.
        for (var i = 0; i < 3000; i++)
        {
            var forged = peer.Packet(11, source: (uint)(0x4000_0000 + i));
            BinaryPrimitives.WriteUInt16BigEndian(forged.AsSpan(2), (ushort)(i * 31));
            Assert.Equal(SrtpVerdict.Forged, peer.Hear(forged));
            BinaryPrimitives.WriteUInt32BigEndian(forged.AsSpan(8), SrtpPeer.Source);
            Assert.NotEqual(SrtpVerdict.Good, peer.Hear(forged));
        }

        for (var bit = 0; bit < next.Length * 8; bit += 5)
        {
            var changed = next.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(SrtpVerdict.Good, peer.Hear(changed));
        }

        for (var bit = 0; bit < report.Length * 8; bit++)
        {
            var changed = report.ToArray();
            changed[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.NotEqual(SrtpVerdict.Good, peer.HearReport(changed));
        }

        Assert.Equal(SrtpVerdict.Good, peer.Hear(next));
        Assert.Equal(SrtpVerdict.Good, peer.HearReport(report));
    }

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void Ten_thousand_random_datagrams_are_refused_and_the_line_goes_on(string name)
    {
        using var peer = new SrtpPeer(SrtpSuite.Find(name)!);
        var random = new Random(20);
        Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(1)));
        for (var i = 0; i < 10_000; i++)
        {
            var datagram = new byte[random.Next(0, 400)];
            random.NextBytes(datagram);
            if (datagram.Length > 12 && i % 2 == 0) SrtpPeer.Plain((ushort)i).AsSpan(0, 12).CopyTo(datagram);
            Assert.NotEqual(SrtpVerdict.Good, peer.Hear(datagram));
            Assert.NotEqual(SrtpVerdict.Good, peer.HearReport(datagram));
        }

        Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(2)));
        Assert.Equal(SrtpVerdict.Good, peer.HearReport(peer.Report()));
    }

    [Fact]
    public void Sources_count_for_themselves()
    {
        using var peer = new SrtpPeer(Suite);
        for (ushort sequence = 65000; sequence != 100; sequence++) Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(sequence)));

        Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(100, source: 9)));
        Assert.Equal(SrtpVerdict.Good, peer.Hear(peer.Packet(100)));
    }

    [Fact]
    public void No_number_is_sent_twice()
    {
        using var peer = new SrtpPeer(Suite);
        var buffer = new byte[400];
        SrtpPeer.Plain(5).CopyTo(buffer, 0);

        Assert.True(peer.Ours.Protect(buffer, 172) > 0);
        SrtpPeer.Plain(5).CopyTo(buffer, 0);
        Assert.Equal(0, peer.Ours.Protect(buffer, 172));
    }

    [Fact]
    public void A_signed_report_that_is_not_encrypted_is_refused()
    {
        using var peer = new SrtpPeer(Suite);
        var report = peer.Report();
        report[^(Suite.ControlTagBytes + 4)] &= 0x7f;

        Assert.Equal(SrtpVerdict.NotEncrypted, peer.HearReport(report));
    }

    [Theory]
    [MemberData(nameof(SrtpPeer.Suites), MemberType = typeof(SrtpPeer))]
    public void Nothing_is_allocated_per_packet(string name)
    {
        using var peer = new SrtpPeer(SrtpSuite.Find(name)!);
        var buffer = new byte[400];
        var forged = new byte[400];
        Run(0, 100);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var good = Run(100, 1000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(2000, good);

        int Run(int first, int count)
        {
            var opened = 0;
            for (var sequence = first; sequence < first + count; sequence++)
            {
                BinaryPrimitives.WriteUInt32BigEndian(buffer, 0x8000_0000 | (uint)sequence);
                BinaryPrimitives.WriteUInt32BigEndian(buffer.AsSpan(8), 7);
                var packet = buffer.AsSpan(0, peer.Theirs.Protect(buffer, 172));
                packet.CopyTo(forged);
                forged[20] ^= 1;
                if (peer.Ours.Unprotect(forged.AsSpan(0, packet.Length), out _) == SrtpVerdict.Good) return -1;
                if (peer.Ours.Unprotect(packet, out _) == SrtpVerdict.Good) opened++;
                var report = buffer.AsSpan(0, peer.Theirs.ProtectControl(buffer, 100));
                if (peer.Ours.UnprotectControl(report, out _) == SrtpVerdict.Good) opened++;
            }

            return opened;
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_new_key_goes_on_counting_whatever_its_sender_does(bool senderGoesOn)
    {
        using var old = new SrtpPeer(Suite);
        for (var number = 65000; number < 66000; number++) Assert.Equal(SrtpVerdict.Good, old.Hear(old.Packet((ushort)number)));
        var late = old.Packet(unchecked((ushort)66000));
        var later = old.Packet(unchecked((ushort)66001));

        using var next = new SrtpPeer(SrtpSuite.AesGcm256);
        next.Ours.Follow(old.Ours);
        // RFC 3711 3.3.1 says that a new key does not reset the roll-over counter; many reset it.
        for (var number = 65000; senderGoesOn && number < 66000; number++) next.Packet((ushort)number);

        // What was on its way under the old key is still heard, once, until the first packet under the new one.
        Assert.Equal(SrtpVerdict.Good, next.Hear(late));
        Assert.NotEqual(SrtpVerdict.Good, next.Hear(late));
        for (var number = 66002; number < 66102; number++)
        {
            var packet = next.Packet(unchecked((ushort)number));
            Assert.Equal(SrtpVerdict.Good, next.Hear(packet));
            Assert.NotEqual(SrtpVerdict.Good, next.Hear(packet));
        }

        Assert.NotEqual(SrtpVerdict.Good, next.Hear(later));
    }

    [Fact]
    public void Under_a_key_that_stays_we_go_on_counting()
    {
        var (theirs, ours) = (RandomNumberGenerator.GetBytes(30), RandomNumberGenerator.GetBytes(30));
        using var old = new SrtpPeer(Suite, theirs, ours);
        for (var number = 65000; number < 66000; number++) Assert.Equal(SrtpVerdict.Good, old.Hear(old.Packet((ushort)number)));
        old.Report();
        using var next = new SrtpPeer(Suite, theirs, RandomNumberGenerator.GetBytes(30));
        next.Theirs.Follow(old.Theirs);

        var (packet, report) = (next.Packet(unchecked((ushort)66000)), next.Report());

        Assert.Equal(SrtpVerdict.Good, old.Hear(packet));
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32BigEndian(report.AsSpan(report.Length - Suite.ControlTagBytes - 4)) & 0x7fff_ffff);
    }

    [Fact]
    public void Keys_are_equal_by_their_bytes_and_do_not_show_them()
    {
        var (one, two) = (RandomNumberGenerator.GetBytes(30), RandomNumberGenerator.GetBytes(30));
        var keys = new SrtpKeys(Suite, one, two);

        Assert.Equal(keys, new SrtpKeys(Suite, one.ToArray(), two));
        Assert.NotEqual(keys, new SrtpKeys(Suite, two, one));
        Assert.NotEqual(keys, new SrtpKeys(SrtpSuite.AesCm128Sha1Tag32, one, two));
        Assert.Equal(Suite.Name, keys.ToString());
        Assert.Throws<ArgumentException>(() => new SrtpKeys(SrtpSuite.AesGcm128, one, two));
    }

    [Theory]
    [InlineData("AES_CM_256_HMAC_SHA1_80", "AES_256_CM_HMAC_SHA1_80")]
    [InlineData("aead_aes_128_gcm", "AEAD_AES_128_GCM")]
    [InlineData("F8_128_HMAC_SHA1_80", null)]
    [InlineData("", null)]
    public void Suites_have_names(string name, string? expected) => Assert.Equal(expected, SrtpSuite.Find(name)?.Name);
}
