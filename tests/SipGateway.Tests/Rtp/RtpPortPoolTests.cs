using System.Net;
using System.Net.Sockets;
using Voxie.SipGateway.Rtp;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Rtp;

/// <summary>On real loopback sockets, in a range of eight ports found free, with time under control.</summary>
public sealed class RtpPortPoolTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly int _first = FreeRange.Of(8);
    private RtpPortPool? _pool;

    public void Dispose() => _pool?.Dispose();

    private RtpPortPool Pool(int ports, int shift = 0) => _pool = new RtpPortPool(
        new RtpPortPoolOptions { FirstPort = _first + shift, LastPort = _first + ports - 1 }, _time);

    private static void SendTo(int port)
    {
        using var socket = new UdpClient();
        socket.Send([1, 2, 3], new IPEndPoint(IPAddress.Loopback, port));
    }

    [Fact]
    public async Task Ports_are_even_in_range_and_distinct_and_then_there_are_none()
    {
        var pool = Pool(8);
        Assert.Equal(4, pool.Capacity);
        var sessions = Enumerable.Range(0, 4).Select(_ => pool.TryOpen()!).ToList();
        Assert.Equal([_first, _first + 2, _first + 4, _first + 6], sessions.Select(session => session.LocalPort));
        Assert.Null(pool.TryOpen());
        Assert.Equal(1, pool.Exhausted);
        foreach (var session in sessions) await session.DisposeAsync();
        Assert.Equal(0, pool.Busy);
    }

    [Fact]
    public void An_odd_beginning_is_rounded_up_and_the_last_port_counts()
    {
        Assert.Equal(3, Pool(8, shift: 1).Capacity);
        Assert.Throws<ArgumentOutOfRangeException>(() => new RtpPortPool(new RtpPortPoolOptions { FirstPort = 5001, LastPort = 5002 }, _time));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_port_that_another_program_holds_is_passed_over(int offset)
    {
        using var other = new UdpClient(new IPEndPoint(IPAddress.Loopback, _first + offset));
        var pool = Pool(4);
        await using var session = pool.TryOpen();
        Assert.Equal(_first + 2, session!.LocalPort);
        Assert.Equal(1, pool.PassedOver);
        Assert.Null(pool.TryOpen());
    }

    [Fact]
    public async Task A_port_that_never_carried_a_packet_is_free_at_once()
    {
        var pool = Pool(2);
        await pool.TryOpen()!.DisposeAsync();
        await using var again = pool.TryOpen();
        Assert.Equal(_first, again!.LocalPort);
    }

    [Fact]
    public void A_port_that_did_rests_until_it_has_been_quiet_for_five_seconds()
    {
        var pool = Pool(2);
        Carry(pool);
        Assert.Null(pool.TryOpen());
        _time.Advance(TimeSpan.FromSeconds(4));
        SendTo(_first);
        _time.Advance(TimeSpan.FromSeconds(4));
        SendTo(_first + 1);
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(1, pool.Busy);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, pool.Busy);
        Assert.Equal(0, _time.ArmedTimers);
    }

    [Fact]
    public async Task However_noisy_it_rests_no_longer_than_ten_minutes()
    {
        var pool = Pool(2);
        Carry(pool);
        for (var second = 0; second < 599; second++)
        {
            SendTo(_first);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Null(pool.TryOpen());
        SendTo(_first);
        _time.Advance(TimeSpan.FromSeconds(1));
        await using var again = pool.TryOpen();
        Assert.NotNull(again);
    }

    [Fact]
    public async Task Ports_go_round_so_that_one_comes_back_as_late_as_possible()
    {
        var pool = Pool(6);
        var used = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            await using var session = pool.TryOpen()!;
            used.Add(session.LocalPort - _first);
        }
        Assert.Equal([0, 2, 4, 0], used);
    }

    [Fact]
    public void A_pool_that_is_gone_keeps_no_port()
    {
        var pool = Pool(2);
        Carry(pool);
        pool.Dispose();
        using var socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, _first));
        Assert.Equal(_first, ((IPEndPoint)socket.Client.LocalEndPoint!).Port);
    }

    /// <summary>A call that heard or sent something, and is over.</summary>
    private static void Carry(RtpPortPool pool) => pool.TryOpenPair()!.Return(carried: true, ssrcs: [7]);
}
