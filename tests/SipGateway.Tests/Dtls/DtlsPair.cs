using System.Collections.Immutable;
using Voxie.SipGateway.Dtls;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Srtp;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Dtls;

/// <summary>
/// Two associations and a link between them in memory, which may lose datagrams. Time is virtual. OpenSSL looks at the machine's clock, too,
/// before it sends anything again: its waits are as short as it takes, so that virtual time, which runs faster, never runs out.
/// </summary>
internal sealed class DtlsPair : IDisposable
{
    public static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);

    private readonly DtlsIdentity _clientIdentity;
    private readonly DtlsIdentity _serverIdentity;

    public DtlsPair(Func<DtlsTerms, DtlsTerms>? client = null, Func<DtlsTerms, DtlsTerms>? server = null)
    {
        (_clientIdentity, _serverIdentity) = (new DtlsIdentity(Time), new DtlsIdentity(Time));
        Client = New(_clientIdentity, Terms(DtlsRole.Client, _serverIdentity, client));
        Server = New(_serverIdentity, Terms(DtlsRole.Server, _clientIdentity, server));
    }

    public FakeTimeProvider Time { get; } = new();
    public DtlsAssociation Client { get; }
    public DtlsAssociation Server { get; }
    public List<DtlsFault> Faults { get; } = [];
    public List<byte[]> Sent { get; } = [];

    /// <summary>Is this one lost? Asked with its number, from 0, and whether the client sent it.</summary>
    public Func<int, bool, bool> IsLost { get; set; } = (_, _) => false;

    public DtlsAssociation New(DtlsIdentity identity, DtlsTerms terms) => new(identity, terms, Time, static work => work.Execute());

    public void Start()
    {
        foreach (var side in new[] { Server, Client })
        {
            side.Start(Faults.Add, static bug => Assert.Fail(bug.ToString()));
            side.Expect();
        }
    }

    /// <summary>Carries datagrams until both have keys, one has given up, or the time is over.</summary>
    public void Run(TimeSpan atMost)
    {
        for (var end = Time.Elapsed + atMost; Time.Elapsed < end && Faults.Count == 0 && (Client.Suite is null || Server.Suite is null);)
        {
            Carry();
            Time.Advance(Frame);
        }
    }

    public void Carry()
    {
        Carry(Client, Server, true);
        Carry(Server, Client, false);
    }

    /// <summary>What one side protects, the other opens, both ways.</summary>
    public void AssertSameKeys()
    {
        using var client = Client.TakeSession()!;
        using var server = Server.TakeSession()!;
        foreach (var (from, to) in new[] { (client, server), (server, client) })
        {
            var buffer = new byte[12 + 160 + SrtpSession.MaxOverhead];
            (buffer[0], buffer[3], buffer[11]) = (0x80, 1, 7);
            var length = from.Protect(buffer, 172);
            Assert.Equal(SrtpVerdict.Good, to.Unprotect(buffer.AsSpan(0, length), out var plain));
            Assert.Equal(172, plain);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
        _clientIdentity.Dispose();
        _serverIdentity.Dispose();
    }

    private static DtlsTerms Terms(DtlsRole role, DtlsIdentity peer, Func<DtlsTerms, DtlsTerms>? change)
    {
        var terms = new DtlsTerms(role, [peer.Fingerprint]);
        return change?.Invoke(terms) ?? terms;
    }

    private void Carry(DtlsAssociation from, DtlsAssociation to, bool byClient)
    {
        while (from.TryNext(out var datagram))
        {
            Sent.Add(datagram.ToArray());
            Assert.InRange(datagram.Length, 1, RecordPacker.MaxDatagram);
            if (!IsLost(Sent.Count - 1, byClient)) to.Take(datagram);
        }
    }
}
