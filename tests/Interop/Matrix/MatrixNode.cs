using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;

namespace Voxie.Interop.Matrix;

/// <summary>The node that all columns talk to. Begun by the first column, ended by the last.</summary>
public sealed class MatrixNode
{
    /// <summary>Extension of an agent that says nothing and notes the keys pressed.</summary>
    internal const string Keys = "keys";

    private static readonly SemaphoreSlim Gate = new(1);
    private static MatrixNode? _shared;
    private static int _users;

    private readonly Workspace _workspace = new();

    internal VoxieProcess Process { get; private set; } = null!;

    internal TestCertificates Certificates { get; private set; } = null!;

    internal MatrixLines Lines { get; } = new();

    /// <summary>Where it listens by TLS; UDP and TCP, over IPv4 and IPv6, are at one port.</summary>
    internal int TlsPort { get; } = Ports.Take();

    internal static async Task<MatrixNode> EnterAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (_shared is null)
            {
                var node = new MatrixNode();
                await node.StartAsync();
                _shared = node;
            }

            _users++;
            return _shared;
        }
        finally
        {
            Gate.Release();
        }
    }

    internal static async Task LeaveAsync()
    {
        await Gate.WaitAsync();
        try
        {
            if (--_users == 0)
            {
                await _shared!.Process.DisposeAsync();
                _shared._workspace.Dispose();
                _shared = null;
            }
        }
        finally
        {
            Gate.Release();
        }
    }

    internal string Uri(string user) => Process.Uri(user);

    internal string TcpUri(string user) => Process.Uri(user) + ";transport=tcp";

    /// <param name="host">As a name where the peer checks certificates by names only.</param>
    internal string TlsUri(string user, string host = "127.0.0.1") => string.Create(CultureInfo.InvariantCulture, $"sip:{user}@{host}:{TlsPort};transport=tls");

    internal string IPv6Uri(string user) => string.Create(CultureInfo.InvariantCulture, $"sip:{user}@[::1]:{Process.SipPort}");

    /// <summary>A phone dials through us to somebody who echoes, and hears its own tone.</summary>
    internal async Task EchoOfCallAsync(string target, string? from = null)
    {
        from ??= "to." + target;
        using var bank = new PhoneBank();
        var phone = bank.Add(from, Process.SipPort);
        var status = await phone.DialAsync(target);
        Assert.True(status == 200, $"{target} was answered {status}");
        await phone.SayAsync(Sound.Tone(440, 3.6));
        await phone.HangUpAsync();
        var heard = phone.HeardSamples();
        var tone = Sound.Speech(heard) ?? throw new InvalidDataException("nothing came back");
        ToneProof.InEachSecond(heard[tone.Start..], 440, 2);
        await Process.Api.ClosedCallFromAsync(from);
    }

    /// <summary>A caller dials through us to somebody who rings, and gives up.</summary>
    /// <param name="ringing">Completes when the called side rings.</param>
    internal async Task CancelledAsync(Workspace workspace, string target, Func<Task> ringing)
    {
        var call = new SippScenario("gives-up");
        call.Invite(call.Sdp());
        call.Ringing().Pause(1.5).Cancel();
        await using var caller = SippPeer.Run(workspace, call, "127.0.0.1", Process.SipPort, target, new SippSettings());
        await ringing();
        Assert.True(await caller.ExitAsync(TimeSpan.FromSeconds(20)) == 0, caller.Output);
    }

    /// <summary>Hangs up the live call from that user, by our API.</summary>
    internal async Task HangUpAsync(string from)
    {
        var call = await Process.Api.CallFromAsync(from) ?? throw new InvalidOperationException($"no call from {from}");
        using var response = await Process.Api.SendAsync(HttpMethod.Delete, "api/calls/live/" + call.Id);
        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
    }

    /// <summary>Hands the live call from that user over, by our API.</summary>
    internal async Task<(string Result, string Way, int? SipStatus)> TransferAsync(string from, string target, string mode, string? trunk = null)
    {
        var call = await Wait.ForAsync(
            async () => await Process.Api.CallFromAsync(from) is { AnsweredAt: not null, EndedAt: null } up ? up : null, TimeSpan.FromSeconds(8), $"a call from {from} is up");
        using var response = await Process.Api.SendAsync(HttpMethod.Post, $"api/calls/live/{call.Id}/transfer", JsonContent.Create(new { target, mode, trunk }));
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var outcome = JsonNode.Parse(text)!;
        return (outcome["result"]!.GetValue<string>(), outcome["way"]!.GetValue<string>(), outcome["sipStatus"]?.GetValue<int>());
    }

    /// <summary>The closed call's record, which must say who ended it.</summary>
    internal async Task<CallRecordView> EndedByAsync(string from, string side)
    {
        var record = await Process.Api.ClosedCallFromAsync(from);
        Assert.Equal(side, record.EndReason!.Side);
        return record;
    }

    /// <summary>The messages of the newest call from there hold each of these.</summary>
    internal async Task SaidAsync(string from, params string[] texts)
    {
        var call = await Process.Api.CallFromAsync(from) ?? throw new InvalidOperationException($"no call from {from}");
        var ladder = await Process.Api.GetTextAsync($"api/calls/{call.Id}/sip");
        Assert.All(texts, text => Assert.Contains(text, ladder, StringComparison.Ordinal));
    }

    internal async Task<string> KeysOfAsync(string from) =>
        string.Concat((await Process.Api.ClosedCallFromAsync(from)).CallerTurns.SelectMany(turn => turn.Text.Where(c => !char.IsWhiteSpace(c))));

    private async Task StartAsync()
    {
        Certificates = new TestCertificates(_workspace.Folder);
        var sip = Ports.Take();
        Process = await VoxieProcess.StartAsync(_workspace, new VoxieSettings
        {
            SipPort = sip,
            Environment = new Dictionary<string, string>
            {
                ["VOXIE_SIP"] = "",
                ["VOXIE__Sip__Listen__0"] = $"udp:127.0.0.1:{sip}",
                ["VOXIE__Sip__Listen__1"] = $"tcp:127.0.0.1:{sip}",
                ["VOXIE__Sip__Listen__2"] = $"tls:127.0.0.1:{TlsPort}",
                ["VOXIE__Sip__Listen__3"] = $"udp:[::1]:{sip}",
                ["VOXIE__Sip__Tls__Certificate"] = Certificates.NodeCertificate,
                ["VOXIE__Sip__Tls__Key"] = Certificates.NodeKey,
                ["VOXIE__Sip__Tls__TrustAnchors"] = Certificates.Authority,
            },
        });
        await Process.Api.AddAgentAsync(Keys, "Notes keys");
        await Lines.SaveAsync(Process.Api);
    }
}
