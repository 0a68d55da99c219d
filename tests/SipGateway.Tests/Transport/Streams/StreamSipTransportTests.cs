using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transport;
using Voxie.SipGateway.Transport.Streams;

namespace Voxie.SipGateway.Tests.Transport.Streams;

/// <summary>TCP on real sockets of loopback; time is virtual.</summary>
public sealed class StreamSipTransportTests
{
    private const string Options = "OPTIONS sip:a@b SIP/2.0\r\nContent-Length: 0\r\n\r\n";
    private const string Ok = "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n";

    [Fact]
    public async Task A_message_comes_up_with_its_flow_and_the_answer_goes_back_on_its_connection()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);

        var (text, flow, framing) = await rig.ReceivedAsync();

        Assert.Equal(Options, text);
        Assert.Equal(SipParseReason.None, framing);
        Assert.True(flow.Connection!.IsOpen);
        Assert.True(rig.Send(Ok, flow, out var receipt));
        Assert.True(receipt.WasOpen);
        Assert.Equal(Ok, await peer.ReadHeadAsync());
    }

    /// <summary>S9: connect, half an INVITE, reset (CVE-2020-28327, CVE-2018-7286).</summary>
    [Fact]
    public async Task Half_messages_of_connections_that_are_reset_leave_nothing()
    {
        await using var rig = new StreamRig();
        for (var i = 0; i < 1000; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
            socket.Bind(new IPEndPoint(IPAddress.Parse($"127.0.0.{2 + (i % 199)}"), 0));
            await socket.ConnectAsync(rig.Transport.Local);
            await socket.SendAsync("INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/TCP"u8.ToArray());
        }

        Assert.Equal(0, await rig.CountAsync(0));
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);
        Assert.Equal(Options, (await rig.ReceivedAsync()).Text);
    }

    [Fact]
    public async Task Messages_of_one_connection_come_up_in_their_order()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(string.Concat(Enumerable.Range(0, 100).Select(i => $"INFO sip:{i}@b SIP/2.0\r\nl: 0\r\n\r\n")));

        for (var i = 0; i < 100; i++)
        {
            Assert.StartsWith($"INFO sip:{i}@b", (await rig.ReceivedAsync()).Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_ping_is_answered_and_a_lone_line_end_is_not()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync("\r\n" + Options + "\r\n\r\n");
        await rig.ReceivedAsync();

        Assert.Equal("\r\n", await peer.ReadAsync(2));
    }

    [Fact]
    public async Task What_cannot_be_framed_comes_up_to_be_answered_and_ends_the_connection()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync("OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n\r\n" + Options);
        var (_, flow, framing) = await rig.ReceivedAsync();
        Assert.Equal(SipParseReason.HeaderMissing, framing);
        Assert.True(await peer.IsClosedAsync());
        Assert.False(flow.Connection!.IsOpen);
        await peer.DisposeAsync();
        Assert.Equal(0, await rig.CountAsync(0));
    }

    [Fact]
    public async Task An_answer_given_at_once_still_goes_out_before_a_broken_stream_is_closed()
    {
        await using var rig = new StreamRig();
        var answering = new StreamSipTransport(
            new SipListener(SipTransportKind.Tcp, new IPEndPoint(IPAddress.Loopback, 0)), null, new StreamLimits(), rig.Time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await using var _ = answering;
        answering.Start((_, flow, _) => flow.Transport.TrySend("SIP/2.0 400 Bad\r\n\r\n"u8, flow, out SendReceipt _));
        await using var peer = await TcpPeer.ConnectAsync(answering.Local);
        await peer.SendAsync("OPTIONS sip:a@b SIP/2.0\r\n\r\n");

        Assert.Equal("SIP/2.0 400 Bad\r\n\r\n", await peer.ReadHeadAsync());
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task Requests_to_one_target_share_a_connection()
    {
        await using var rig = new StreamRig();
        using var listener = StreamRig.Listen();
        var flow = new SipFlow(rig.Transport, (IPEndPoint)listener.LocalEndPoint!);

        Assert.True(rig.Send(Options, flow, out var first));
        Assert.False(first.WasOpen);
        await using var peer = await StreamRig.AcceptAsync(listener);
        Assert.Equal(Options, await peer.ReadHeadAsync());
        Assert.True(rig.Send(Options, flow, out var second));

        Assert.Equal(Options, await peer.ReadHeadAsync());
        Assert.True(second.WasOpen);
        Assert.Equal(1, rig.Transport.Count);
    }

    [Fact]
    public async Task A_request_to_the_address_of_a_connection_that_the_peer_opened_uses_it()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);
        var flow = (await rig.ReceivedAsync()).Flow;

        Assert.True(rig.Send(Options, new SipFlow(rig.Transport, flow.Remote), out _));
        Assert.Equal(Options, await peer.ReadHeadAsync());
        // A Contact names the port where the peer listens, not the one it came from.
        Assert.True(rig.Send(Options, flow with { Remote = new IPEndPoint(IPAddress.Loopback, 9) }, out _));
        Assert.Equal(Options, await peer.ReadHeadAsync());
        Assert.Equal(1, rig.Transport.Count);
    }

    [Fact]
    public async Task A_target_where_nobody_listens_is_reported_at_once()
    {
        await using var rig = new StreamRig();
        using var nobody = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        nobody.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // the port is taken, and nobody listens there

        Assert.True(rig.Send(Options, new SipFlow(rig.Transport, (IPEndPoint)nobody.LocalEndPoint!), out var receipt));

        await StreamRig.LostAsync(receipt.Lost);
        Assert.Equal(0, await rig.CountAsync(0));
    }

    [Fact]
    public async Task The_end_of_a_connection_is_told_to_those_who_sent_on_it_and_the_next_message_opens_another()
    {
        await using var rig = new StreamRig();
        using var listener = StreamRig.Listen();
        var flow = new SipFlow(rig.Transport, (IPEndPoint)listener.LocalEndPoint!);
        rig.Send(Options, flow, out var receipt);
        var peer = await StreamRig.AcceptAsync(listener);
        await peer.ReadHeadAsync();
        await peer.DisposeAsync();
        await StreamRig.LostAsync(receipt.Lost);

        Assert.True(rig.Send(Options, flow, out _));
        await using var again = await StreamRig.AcceptAsync(listener);
        Assert.Equal(Options, await again.ReadHeadAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    public async Task Whoever_connects_and_has_nothing_to_say_is_hung_up_on(string sent)
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(sent);
        await peer.ReadAsync(sent.Length / 2); // the answer to the ping
        await WaitForPhaseAsync(rig);
        rig.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(1, rig.Transport.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, await rig.CountAsync(0));
    }

    [Theory]
    [InlineData("OPTIONS sip:a@b SIP/2.0\r\n")]
    [InlineData("INFO sip:a@b SIP/2.0\r\nl: 5\r\n\r\nhell")]
    public async Task Whoever_does_not_finish_a_message_is_hung_up_on(string sent)
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options + sent);
        await rig.ReceivedAsync();
        await WaitForPhaseAsync(rig);
        rig.Time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(1, rig.Transport.Count);
        rig.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(await peer.IsClosedAsync());
        Assert.Equal(0, await rig.CountAsync(0));
    }

    /// <summary>The bytes after the last whole message have been looked at: its loop waits for more.</summary>
    private static async Task WaitForPhaseAsync(StreamRig rig)
    {
        await using var fence = await rig.ConnectAsync();
        await fence.SendAsync(Options);
        await rig.ReceivedAsync();
        await fence.DisposeAsync();
        await rig.CountAsync(1);
    }

    [Fact]
    public async Task A_peer_that_sends_a_byte_now_and_then_gains_no_time()
    {
        await using var rig = new StreamRig();
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync("O");
        await WaitForPhaseAsync(rig);
        for (var i = 0; i < 5; i++)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1.9));
            await peer.SendAsync("P");
            await WaitForPhaseAsync(rig);
        }

        rig.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task An_idle_connection_is_closed_in_the_end_and_not_before()
    {
        await using var rig = new StreamRig(new StreamLimits { Idle = TimeSpan.FromMinutes(5) });
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);
        var flow = (await rig.ReceivedAsync()).Flow;
        await WaitForPhaseAsync(rig);
        rig.Time.Advance(TimeSpan.FromMinutes(4.9));
        Assert.True(flow.Connection!.IsOpen);
        rig.Time.Advance(TimeSpan.FromMinutes(0.2));

        Assert.True(await peer.IsClosedAsync());
    }

    [Fact]
    public async Task A_peer_that_does_not_read_takes_no_more_memory_than_its_queue()
    {
        await using var rig = new StreamRig(new StreamLimits { QueuedBytes = 200_000 });
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);
        var flow = (await rig.ReceivedAsync()).Flow;
        var big = new string('x', 60_000);
        var refused = false;
        for (var i = 0; i < 10_000 && !refused; i++)
        {
            refused = !rig.Send(big, flow with { Remote = flow.Remote }, out _) || !flow.Connection!.IsOpen;
        }

        Assert.True(refused);
        await StreamRig.LostAsync(flow.Connection!.Lost);
    }

    [Fact]
    public async Task One_address_gets_only_so_many_connections()
    {
        await using var rig = new StreamRig(new StreamLimits { ConnectionsPerSource = 2 });
        await using var first = await rig.ConnectAsync();
        await using var second = await rig.ConnectAsync();
        await rig.CountAsync(2);

        Assert.True(await rig.RefusesAsync());
        await first.DisposeAsync();
        Assert.Equal(1, await rig.CountAsync(1));
        await using var fourth = await rig.ConnectAsync();
        await fourth.SendAsync(Options);
        Assert.Equal(Options, (await rig.ReceivedAsync()).Text);
    }

    [Fact]
    public async Task When_all_places_are_taken_the_longest_idle_makes_room_if_it_is_idle_long_enough()
    {
        await using var rig = new StreamRig(new StreamLimits { Connections = 2, IdleBeforeEviction = TimeSpan.FromMinutes(1) });
        await using var idle = await rig.ConnectAsync();
        await idle.SendAsync(Options);
        await rig.ReceivedAsync();
        await WaitForPhaseAsync(rig);
        await using var other = await rig.ConnectAsync();
        await other.SendAsync(Options);
        await rig.ReceivedAsync();
        Assert.True(await rig.RefusesAsync());

        rig.Time.Advance(TimeSpan.FromMinutes(1));
        await other.SendAsync(Options);
        await rig.ReceivedAsync();
        await using var welcome = await rig.ConnectAsync();

        Assert.True(await idle.IsClosedAsync());
    }

    [Fact]
    public async Task IPv6_works_as_IPv4_does()
    {
        await using var rig = new StreamRig(address: IPAddress.IPv6Loopback);
        await using var peer = await rig.ConnectAsync();
        await peer.SendAsync(Options);
        var flow = (await rig.ReceivedAsync()).Flow;

        Assert.Equal(IPAddress.IPv6Loopback, flow.Remote.Address);
        Assert.True(rig.Send(Ok, flow, out _));
        Assert.Equal(Ok, await peer.ReadHeadAsync());
    }

    [Fact]
    public async Task A_port_in_use_is_an_error_at_once()
    {
        await using var rig = new StreamRig();
        var listener = new SipListener(SipTransportKind.Tcp, rig.Transport.Local);

        Assert.Throws<SocketException>(() => new StreamSipTransport(
            listener, null, new StreamLimits(), rig.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance));
    }
}
