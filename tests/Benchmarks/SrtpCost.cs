using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Voxie.SipGateway.Srtp;

namespace Voxie.Benchmarks;

/// <summary>What encryption adds to a packet of 20 ms of G.711, one thread, every packet opened, too.</summary>
internal static class SrtpCost
{
    private const int Warm = 20_000;
    private const int Header = 12;
    private const int Payload = 160;

    public static int Run(int packets)
    {
        var opened = 0;
        foreach (var suite in SrtpSuite.All)
        {
            var (ours, theirs) = (RandomNumberGenerator.GetBytes(suite.MasterBytes), RandomNumberGenerator.GetBytes(suite.MasterBytes));
            using var sender = new SrtpSession(new SrtpKeys(suite, ours, theirs));
            using var receiver = new SrtpSession(new SrtpKeys(suite, theirs, ours));
            var made = new byte[packets + Warm][];
            for (var i = 0; i < made.Length; i++) made[i] = new byte[Header + Payload + SrtpSession.MaxOverhead];
            var length = 0;
            for (var i = 0; i < Warm; i++)
            {
                length = Protect(sender, made[i], i);
                if (receiver.Unprotect(made[i].AsSpan(0, length), out _) == SrtpVerdict.Good) opened++;
            }

            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            for (var i = Warm; i < made.Length; i++) length = Protect(sender, made[i], i);
            var protect = watch.Elapsed;
            watch.Restart();
            for (var i = Warm; i < made.Length; i++)
            {
                if (receiver.Unprotect(made[i].AsSpan(0, length), out _) == SrtpVerdict.Good) opened++;
            }

            var open = watch.Elapsed;
            allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{suite.Name,-24} protect {protect.TotalMicroseconds / packets,6:F2} us, open {open.TotalMicroseconds / packets,6:F2} us, {allocated / (double)packets:F2} bytes allocated a packet"));
        }

        return opened == SrtpSuite.All.Length * (packets + Warm) ? 0 : 1;
    }

    private static int Protect(SrtpSession session, byte[] packet, int number)
    {
        packet[0] = 0x80;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)number);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), 1);
        return session.Protect(packet, Header + Payload);
    }
}
