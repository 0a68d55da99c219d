using System.Net;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Tests.Calls.Gate;
using Voxie.SipGateway.Tests.Registrations;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>R11: the wall clock is set an hour on or back, and nothing that lasts for some time lasts longer or shorter for it.</summary>
public sealed class ClockJumpTests
{
    public static TheoryData<int> Hours => [1, -1];

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_call_keeps_its_session_interval(int hours)
    {
        var rig = new SipRig();
        rig.PeerSends("INVITE", body: SipRig.Offer, headers: "Supported: timer\r\nSession-Expires: 90;refresher=uac\r\n");
        rig.Answer();
        rig.PeerSends("ACK", inDialog: true, branch: "z9hG4bKack");
        rig.Run(30_000);
        rig.Time.SetClock(TimeSpan.FromHours(hours));
        rig.Run(29_000);
        Assert.DoesNotContain("BYE", rig.SentKinds);
        rig.Run(2_000);
        Assert.Equal("BYE", rig.SentKinds.Last());
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_nonce_keeps_its_life(int hours)
    {
        var (time, caller) = (new FakeTimeProvider(), IPAddress.Parse("192.0.2.1"));
        var server = new DigestServer(time);
        var client = new DigestClient(new DigestCredentials("alice", "secret"), _ => true);
        var request = new SipRequest { Method = "INVITE", RequestUri = SipUri.Sip("echo", "voxie.test"), Headers = SipHeaders.Empty };
        DigestAlgorithm[] algorithms = [DigestAlgorithm.Md5];
        var challenge = new SipResponse { StatusCode = 401, ReasonPhrase = "", Headers = new SipHeaders(server.Challenge(caller, "voxie", algorithms, stale: false)) };
        Assert.Equal(ChallengeOutcome.Answered, client.Answer(request, challenge, caller, out var again));

        time.SetClock(TimeSpan.FromHours(hours));
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal(DigestVerdict.Accepted, server.Verify(again, caller, "voxie", algorithms, _ => "secret", out _));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(DigestVerdict.Stale, server.Verify(client.Authorize(request, caller), caller, "voxie", algorithms, _ => "secret", out _));
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_registration_is_refreshed_at_half_of_its_time(int hours)
    {
        var rig = new RegistrationRig();
        rig.Set(RegistrationRig.Extension);
        rig.Registrations.Start();
        rig.Run(1);
        rig.Grant(120);
        rig.Wire.Time.SetClock(TimeSpan.FromHours(hours));
        rig.Run(59);
        Assert.Single(rig.Requests);
        rig.Run(2);
        Assert.Equal(2, rig.Requests.Count());
        Assert.Equal(TrunkLineState.Registered, rig.Trunk.Line);
    }

    [Theory]
    [MemberData(nameof(Hours))]
    public void A_ban_lasts_as_long_as_it_should(int hours)
    {
        var rig = new GateRig(new AdmissionOptions { BanAfter = 1, BanFor = TimeSpan.FromMinutes(5) });
        Assert.Equal("403", rig.Outcome("192.0.2.1"));
        rig.Time.SetClock(TimeSpan.FromHours(hours));
        rig.Time.Advance(TimeSpan.FromMinutes(4));
        Assert.False(rig.Hears("192.0.2.1"));
        rig.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(rig.Hears("192.0.2.1"));
    }
}
