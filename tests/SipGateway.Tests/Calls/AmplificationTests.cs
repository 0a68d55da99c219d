using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Authentication;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Tests.Calls.Trunks;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls;

/// <summary>S11: whoever forges an address makes us send little to it, and once.</summary>
public sealed class AmplificationTests
{
    private const int MostTimes = 3;
    private static readonly AdmissionOptions NobodyLocal = new() { TrustLoopback = false };
    private static readonly Trunk Phones = new() { Id = "phones", InboundCredentials = new TrunkCredentials("phone", "pass") { Algorithms = [DigestAlgorithm.Sha256, DigestAlgorithm.Md5] } };
    private static readonly Trunk Office = Phones with { Id = "office", Sources = [IPNetwork.Parse("127.0.0.9/32")] };

    public static TheoryData<string, string, string> Messages => new()
    {
        { "none", "INVITE", "403" }, { "phones", "INVITE", "401" }, { "office", "INVITE", "401" },
        { "none", "REGISTER", "403" }, { "phones", "OPTIONS", "401" }, { "none", "BYE", "403" }, { "none", "garbage", "" }, { "none", "broken", "" },
    };

    private static string Message(string kind, string from) => kind switch
    {
        "garbage" => "\0\0\0 this is nothing",
        "broken" => SipRig.Invite(from).Replace("CSeq: 1 INVITE", "CSeq: INVITE", StringComparison.Ordinal),
        "BYE" => SipRig.Invite(from).Replace("INVITE", "BYE", StringComparison.Ordinal).Replace("To: <sip:echo@127.0.0.1>", "To: <sip:echo@127.0.0.1>;tag=guess", StringComparison.Ordinal),
        _ => SipRig.Invite(from).Replace("INVITE", kind, StringComparison.Ordinal),
    };

    private static SipStackParts Parts(FakeIntake intake, TimeProvider time, string trunk) => new(intake, intake, time, NullLoggerFactory.Instance)
    {
        Trunks = new FixedTrunks(trunk switch { "phones" => [Phones], "office" => [Office], _ => [] }),
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void In_forty_seconds_a_forged_address_gets_one_answer_at_most(string trunk, string kind, string status)
    {
        var time = new FakeTimeProvider();
        var network = new LossyNetwork(time);
        var forger = network.Listen("127.0.0.9:5070");
        var intake = new FakeIntake();
        var stack = new SipStack(new SipStackOptions { Listeners = [], Admission = NobodyLocal }, Parts(intake, time, trunk), [network.Listen("127.0.0.1:5060")], new FakeLegMediaSource());
        stack.Start();
        var message = Message(kind, "127.0.0.9:5070").ReplaceLineEndings("\r\n");
        forger.SendText(message, SipRig.OurAddress);
        time.Advance(TimeSpan.FromSeconds(40));

        var answers = network.Sent.Where(datagram => datagram.From.Equals(SipRig.OurAddress)).ToList();
        Assert.Equal(status.Length == 0 ? [] : [status], answers.Select(answer => answer.Kind.Split(' ')[0]));
        Assert.All(answers, answer => Assert.Equal("127.0.0.9:5070", answer.To.ToString()));
        Assert.InRange(answers.Sum(answer => answer.Bytes.Length), 0, MostTimes * message.Length);
        Assert.Equal((0, 0), (stack.Counts().Legs, stack.Counts().ServerTransactions));
        Assert.Empty(intake.Legs);
    }

    /// <summary>The same on real sockets, with all timers of SIP a thirtieth of themselves.</summary>
    [Fact]
    public async Task On_real_sockets_too()
    {
        var intake = new FakeIntake();
        var listener = new UdpSipTransport(new SipListener(SipTransportKind.Udp, new IPEndPoint(IPAddress.Loopback, 0)), TimeProvider.System, NullLogger.Instance);
        var timers = new SipTimers { T1 = TimeSpan.FromMilliseconds(15), T2 = TimeSpan.FromMilliseconds(120), T4 = TimeSpan.FromMilliseconds(150) };
        await using var stack = new SipStack(new SipStackOptions { Listeners = [], Admission = NobodyLocal, Timers = timers },
            Parts(intake, TimeProvider.System, "phones"), [listener], new FakeLegMediaSource());
        stack.Start();
        using var forger = new UdpClient(new IPEndPoint(IPAddress.Parse("127.0.0.9"), 0));
        var message = Encoding.UTF8.GetBytes(Message("INVITE", forger.Client.LocalEndPoint!.ToString()!).ReplaceLineEndings("\r\n"));
        await forger.SendAsync(message, listener.Local);

        // 64*T1 and then some: everything that would be said again has been.
        using var over = new CancellationTokenSource(timers.T1 * 64 * 1.25);
        var answers = new List<string>();
        try
        {
            while (true)
            {
                answers.Add(Encoding.UTF8.GetString((await forger.ReceiveAsync(over.Token)).Buffer));
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(["401"], answers.Select(answer => answer.Split(' ')[1]));
            Assert.InRange(answers.Sum(answer => answer.Length), 0, MostTimes * message.Length);
        }
    }
}
