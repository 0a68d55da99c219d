using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Calls.Gate;
using Voxie.SipGateway.Calls.Trunks;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Security;
using Voxie.SipGateway.Telemetry;
using Voxie.SipGateway.Tests.Calls.Trunks;
using Voxie.SipGateway.Tests.Transport;
using Voxie.SipGateway.Transactions;
using Voxie.SipGateway.Transport;
using Voxie.TestKit;

namespace Voxie.SipGateway.Tests.Calls.Gate;

/// <summary>The gate alone, on virtual time.</summary>
internal sealed class GateRig
{
    private readonly MemorySipTransport _listener;

    public GateRig(AdmissionOptions options, params Trunk[] trunks)
    {
        _listener = new LossyNetwork(Time).Listen("192.0.2.250:5060");
        Trunks = new FixedTrunks(trunks);
        Rejects = new RejectLog(Time, new SipMetrics(), NullLogger<RejectLog>.Instance);
        Gate = new RequestGate(new GateParts(options, new TrunkFinder(Trunks, () => Lines), new TrunkRates(Time), Peers, new FakeProof(),
            Dialogs, Legs, Rejects, Time, NullLogger<RequestGate>.Instance));
    }

    public FakeTimeProvider Time { get; } = new();
    public FixedTrunks Trunks { get; }
    public FakeLines Lines { get; } = new();
    public KnownPeers Peers { get; } = new(1000);
    public DialogTable Dialogs { get; } = new();
    public LegTable Legs { get; } = new();
    public RejectLog Rejects { get; }
    public RequestGate Gate { get; }

    public SipFlow FlowFrom(string address) => new(_listener, new IPEndPoint(IPAddress.Parse(address), 5060));

    public bool Hears(string from) => Gate.Hears(FlowFrom(from));

    public RequestVerdict Admit(string from, string method = "INVITE", string headers = "", string toTag = "", string callId = "c1")
    {
        var to = toTag.Length == 0 ? "<sip:1001@192.0.2.250>" : $"<sip:1001@192.0.2.250>;tag={toTag}";
        var text = $"""
            {method} sip:+4930123456@192.0.2.250 SIP/2.0
            Via: SIP/2.0/UDP {from};branch=z9hG4bKgate
            From: <sip:+4940987654@{from}>;tag=peer
            To: {to}
            Call-ID: {callId}
            CSeq: 1 {method}
            {headers}Content-Length: 0


            """.ReplaceLineEndings("\r\n");
        Assert.True(SipParser.TryParse(Encoding.UTF8.GetBytes(text), out var message, out _));
        return Gate.Admit((SipRequest)message, FlowFrom(from));
    }

    /// <summary>The trunk that a request is let in by: an id, <c>local</c>, or the status of the refusal.</summary>
    public string Outcome(string from, string method = "INVITE", string headers = "")
    {
        var verdict = Admit(from, method, headers);
        return verdict.IsSilent ? "silence"
            : verdict.Status != 0 ? $"{verdict.Status}"
            : ((Admission)verdict.Admission!).Trunk?.Id ?? "local";
    }
}

/// <summary>Lines that a test has registered: by the address of the registrar.</summary>
internal sealed class FakeLines : ITrunkLines
{
    public Dictionary<IPAddress, LineSighting> At { get; } = [];

    public LineSighting? Of(SipRequest request, SipFlow flow) => At.TryGetValue(flow.Remote.Address, out var line) ? line : null;

    public IReadOnlyList<NameAddr> ServiceRouteOf(string trunkId) => [];
}
