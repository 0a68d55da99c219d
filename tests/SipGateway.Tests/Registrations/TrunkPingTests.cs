using System.Net;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Registrations;
using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Registrations;

/// <summary>OPTIONS to trunks, and what their answers mean.</summary>
public sealed class TrunkPingTests
{
    private static readonly Trunk Carrier = new() { Id = "pbx", Target = "sip:pbx.test:5060", PingEvery = TimeSpan.FromSeconds(60) };
    private readonly RegistrationRig _rig = new();

    private void Start()
    {
        _rig.Set(Carrier);
        _rig.Pings.Start();
        _rig.Run(1);
    }

    [Theory]
    [InlineData("up", TrunkReach.Up, 0)]
    [InlineData("miss", TrunkReach.Unknown, 1)]
    [InlineData("miss miss", TrunkReach.Down, 2)]
    [InlineData("up miss", TrunkReach.Up, 1)]
    [InlineData("up miss up miss", TrunkReach.Up, 1)]
    [InlineData("up miss miss", TrunkReach.Down, 2)]
    [InlineData("miss miss miss up", TrunkReach.Up, 0)]
    public void Two_misses_take_it_down_and_one_answer_brings_it_up(string pings, TrunkReach reach, int misses) => Assert.Equal(
        new PingState(reach, misses), pings.Split(' ').Aggregate(new PingState(), (state, ping) => state.After(ping == "up")));

    [Theory]
    [InlineData(200, true)]
    [InlineData(404, true)]
    [InlineData(401, true)]
    [InlineData(405, true)]
    [InlineData(483, true)]
    [InlineData(501, true)]
    [InlineData(503, false)]
    [InlineData(408, false)]
    [InlineData(500, false)]
    [InlineData(504, false)]
    public void Who_answers_at_all_is_alive_but_for_those_who_say_that_they_are_not(int status, bool alive) => Assert.Equal(alive, PingState.IsAlive(status));

    [Fact]
    public void A_trunk_is_asked_at_once_and_then_at_its_interval()
    {
        Start();
        Assert.Equal("OPTIONS sip:pbx.test:5060 SIP/2.0", _rig.Last.StartLine);
        Assert.Equal(("Contact: <sip:127.0.0.1:5060>", "Accept: application/sdp"), (RegistrationRig.Line(_rig.Last, "Contact"), RegistrationRig.Line(_rig.Last, "Accept")));
        Assert.Equal(TrunkReach.Unknown, _rig.Trunk.Reach);
        _rig.Answer(200);
        Assert.Equal((TrunkReach.Up, null), (_rig.Trunk.Reach, _rig.Trunk.PingReason));
        Assert.Equal(TimeSpan.FromMilliseconds(2), _rig.Trunk.RoundTrip);

        _rig.Run(53); // a tenth early by lot
        Assert.Single(_rig.Requests);
        _rig.Run(1.5);
        Assert.Equal(2, _rig.Requests.Count());
    }

    [Fact]
    public void A_trunk_that_says_503_twice_is_down_until_it_answers()
    {
        Start();
        _rig.Answer(503);
        Assert.Equal(TrunkReach.Unknown, _rig.Trunk.Reach);
        _rig.Run(54.5);
        _rig.Answer(503);
        Assert.Equal(TrunkReach.Down, _rig.Trunk.Reach);
        Assert.False(_rig.Trunk.IsHealthy);
        Assert.Equal("UDP 127.0.0.2:5060 answers OPTIONS by 503.", _rig.Trunk.PingReason);
        _rig.Run(54.5);
        _rig.Answer(200);
        Assert.Equal((TrunkReach.Up, null), (_rig.Trunk.Reach, _rig.Trunk.PingReason));
    }

    [Fact]
    public void Of_two_addresses_the_one_that_is_up_is_preferred()
    {
        _rig.Addresses.Insert(0, "127.0.0.9"); // nobody is there
        Start();
        SipTarget dead = new("UDP", IPEndPoint.Parse("127.0.0.9:5060")), alive = new("UDP", IPEndPoint.Parse("127.0.0.2:5060"));
        for (var round = 0; round < 2; round++)
        {
            _rig.Answer(200);
            _rig.Run(54.5);
        }

        Assert.Equal(TrunkReach.Up, _rig.Trunk.Reach);
        Assert.Equal("UDP 127.0.0.9:5060 does not answer OPTIONS.", _rig.Trunk.PingReason);
        Assert.Equal([alive, dead], _rig.Targets.Order([dead, alive]));
    }

    [Fact]
    public void A_trunk_that_cannot_be_found_is_down()
    {
        _rig.Addresses.Clear();
        Start();
        Assert.Equal(TrunkReach.Down, _rig.Trunk.Reach);
        Assert.Contains("pbx.test cannot be found", _rig.Trunk.PingReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Pings_end_with_the_trunk_and_with_the_node()
    {
        Start();
        _rig.Answer(200);
        _rig.Set(Carrier with { PingEvery = null });
        Assert.Equal(TrunkReach.Unknown, _rig.Trunk.Reach);
        _rig.Run(200);
        Assert.Single(_rig.Requests);

        _rig.Set(Carrier);
        _rig.Run(1);
        Assert.Equal(2, _rig.Requests.Count());
        _rig.Pings.Stop();
        _rig.Set(Carrier with { PingEvery = TimeSpan.FromSeconds(5) });
        _rig.Run(200);
        Assert.Equal(2, _rig.Requests.Count());
    }
}
