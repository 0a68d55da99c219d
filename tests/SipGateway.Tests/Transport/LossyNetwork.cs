using System.Net;
using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Transport;

/// <summary>
/// A network in memory on virtual time. A test decides the fate of each datagram; what was sent is kept, so that a test can
/// assert what stood on the wire.
/// </summary>
internal sealed class LossyNetwork(FakeTimeProvider time)
{
    private readonly Dictionary<IPEndPoint, MemorySipTransport> _listeners = [];

    /// <summary>Every datagram sent, in order, delivered or not.</summary>
    public List<Datagram> Sent { get; } = [];

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(1);

    /// <summary>The delays after which copies of a datagram arrive: none is a loss, two are a duplicate.</summary>
    public Func<Datagram, IEnumerable<TimeSpan>>? Fate { get; set; }

    /// <summary>Loses the datagrams for which <paramref name="lost"/> holds.</summary>
    public void Lose(Func<Datagram, bool> lost) => Fate = d => lost(d) ? [] : [Delay];

    public MemorySipTransport Listen(string endPoint)
    {
        var transport = new MemorySipTransport(this, IPEndPoint.Parse(endPoint));
        _listeners.Add(transport.Local, transport);
        return transport;
    }

    /// <summary>A stream beside the datagrams of the same address: what it sends arrives there.</summary>
    public MemorySipTransport Stream(string endPoint, string viaName = "TCP") => new(this, IPEndPoint.Parse(endPoint), viaName);

    internal void Send(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> bytes)
    {
        var datagram = new Datagram(Sent.Count, time.Elapsed, from, to, bytes.ToArray());
        Sent.Add(datagram);
        foreach (var delay in Fate?.Invoke(datagram) ?? [Delay])
        {
            ITimer? arrival = null;
            arrival = time.CreateTimer(_ =>
            {
                arrival?.Dispose();
                Deliver(datagram);
            }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            arrival.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Deliver(Datagram datagram)
    {
        if (_listeners.TryGetValue(datagram.To, out var listener))
        {
            listener.Receive(datagram);
        }
    }
}

internal sealed record Datagram(int Number, TimeSpan At, IPEndPoint From, IPEndPoint To, byte[] Bytes)
{
    public string Text { get; } = Encoding.UTF8.GetString(Bytes);

    public string StartLine => Text.Split("\r\n")[0];

    /// <summary><c>INVITE</c> for a request, <c>200 INVITE</c> for a response: status and the method of its CSeq.</summary>
    public string Kind
    {
        get
        {
            var words = StartLine.Split(' ');
            var method = Text.Split("\r\n").FirstOrDefault(l => l.StartsWith("CSeq:", StringComparison.OrdinalIgnoreCase))?.Split(' ')[^1];
            return words[0] == "SIP/2.0" ? $"{words[1]} {method}" : words[0];
        }
    }
}

internal sealed class MemorySipTransport(LossyNetwork network, IPEndPoint local, string viaName = "UDP") : ISipTransport
{
    private SipBytesReceiver? _receiver;

    /// <summary>While true, every send fails as if there were no route.</summary>
    public bool Broken { get; set; }

    /// <summary>The connection that carries everything; null: none, or datagrams.</summary>
    public SipConnection? Connection { get; set; }

    /// <summary>That connection was open before.</summary>
    public bool WasOpen { get; set; }

    public string ViaName => viaName;

    public bool IsReliable => viaName != "UDP";

    public IPEndPoint Local { get; } = local;

    public AdvertisedAddress Advertised { get; } = new();

    public Task Ready => Task.CompletedTask;

    public void Start(SipBytesReceiver receiver) => _receiver = receiver;

    public bool TrySend(ReadOnlySpan<byte> message, in SipFlow flow, out SendReceipt receipt)
    {
        receipt = new SendReceipt(WasOpen, Connection?.Lost ?? default);
        if (Broken)
        {
            return false;
        }

        network.Send(Local, flow.Remote, message);
        return true;
    }

    /// <summary>Sends text as it stands, line ends made CRLF: the test's own hand, not the stack's writer.</summary>
    public void SendText(string message, IPEndPoint to) =>
        TrySend(Encoding.UTF8.GetBytes(message.ReplaceLineEndings("\r\n")), new SipFlow(this, to), out _);

    public void Receive(Datagram datagram) => _receiver?.Invoke(datagram.Bytes, new SipFlow(this, datagram.From), SipParseReason.None);

    public void Close()
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
