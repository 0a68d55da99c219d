using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Peers;
using Voxie.SipGateway.Telemetry;

namespace Voxie.Interop;

/// <summary>The signalling that a call leaves behind, read by tshark, the dissector of Wireshark.</summary>
[Collection(SharedNodeTests.Name)]
public sealed class SipLadderTests(VoxieNode node) : IDisposable
{
    private readonly PhoneBank _bank = new();
    private readonly Workspace _workspace = new();

    public void Dispose()
    {
        _bank.Dispose();
        _workspace.Dispose();
    }

    [Fact]
    public async Task The_capture_of_a_call_has_every_message_and_nothing_malformed()
    {
        var phone = _bank.Add("with-ladder", node.Process.SipPort);
        Assert.Equal(200, await phone.DialAsync("echo"));
        await phone.SayAsync(Sound.Tone(440, 0.3));
        var id = (await node.Process.Api.CallFromAsync("with-ladder"))!.Id;
        var live = await MessagesAsync(id);
        Assert.Equal("ACK", live[^1].Split(' ')[0]);
        await phone.HangUpAsync();
        await node.Process.Api.ClosedCallFromAsync("with-ladder");

        var messages = await MessagesAsync(id);
        var file = _workspace.File("call.pcap");
        using (var response = await node.Process.Api.SendAsync(HttpMethod.Get, $"api/calls/{id}/sip.pcap"))
        {
            await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());
        }

        var seen = await DissectAsync(file);
        Assert.Equal(messages.Select(Kind), seen);
        Assert.Equal(["INVITE", "200", "ACK", "BYE", "200"], seen.Where(kind => kind is not ("100" or "180")));
        var text = await node.Process.Api.GetTextAsync($"api/calls/{id}/sip?format=text");
        Assert.Contains("-- BYE sip:", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UDP", "192.0.2.1:5060", "198.51.100.2:5070")]
    [InlineData("UDP", "[2001:db8::1]:5060", "[2001:db8::2]:40123")]
    [InlineData("TCP", "192.0.2.1:5060", "198.51.100.2:40123")]
    [InlineData("TCP", "[2001:db8::1]:5060", "[2001:db8::2]:40123")]
    [InlineData("TLS", "192.0.2.1:5061", "198.51.100.2:40123")]
    public async Task A_capture_of_any_transport_is_read(string transport, string local, string remote)
    {
        var big = "X-Long: " + new string('x', 4000) + "\r\n"; // more than one segment
        string[] texts =
        [
            $"INVITE sip:a@h SIP/2.0\r\nVia: SIP/2.0/{transport} h;branch=z9hG4bK1\r\nFrom: <sip:b@h>;tag=1\r\nTo: <sip:a@h>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nMax-Forwards: 70\r\n{big}Content-Length: 0\r\n\r\n",
            $"SIP/2.0 486 Busy Here\r\nVia: SIP/2.0/{transport} h;branch=z9hG4bK1\r\nFrom: <sip:b@h>;tag=1\r\nTo: <sip:a@h>;tag=2\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n",
            $"ACK sip:a@h SIP/2.0\r\nVia: SIP/2.0/{transport} h;branch=z9hG4bK1\r\nFrom: <sip:b@h>;tag=1\r\nTo: <sip:a@h>;tag=2\r\nCall-ID: x\r\nCSeq: 1 ACK\r\nMax-Forwards: 70\r\nContent-Length: 0\r\n\r\n",
        ];
        var ladder = SipLadder.Of(DateTimeOffset.UnixEpoch.AddYears(56), [.. texts.Select((text, i) => new SipLadderMessage
        {
            At = DateTimeOffset.UnixEpoch.AddYears(56).AddMilliseconds(i), OffsetMs = i, Direction = i == 1 ? SipDirection.Sent : SipDirection.Received,
            Transport = transport, Local = local, Remote = remote, StartLine = text.Split('\r')[0], Text = text,
        })]);
        var file = _workspace.File("made.pcap");
        await File.WriteAllBytesAsync(file, LadderPcap.Write(ladder));

        Assert.Equal(["INVITE", "486", "ACK"], await DissectAsync(file));
    }

    /// <summary>Start lines as the API gives them.</summary>
    private async Task<List<string>> MessagesAsync(string id) =>
        [.. (await node.Process.Api.GetAsync($"api/calls/{id}/sip"))["messages"]!.AsArray().Select(message => message!["startLine"]!.GetValue<string>())];

    private static string Kind(string startLine) => startLine.Split(' ') is ["SIP/2.0", var status, ..] ? status : startLine.Split(' ')[0];

    /// <summary>Method or status of each SIP message that tshark finds; asserts that it finds fault with none, and with no checksum.</summary>
    private static async Task<List<string>> DissectAsync(string file)
    {
        string[] strict = ["-r", file, "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE"];
        var faults = await ChildProcess.RunAsync("tshark",
            [.. strict, "-Y", "_ws.malformed or _ws.expert.severity >= 8388608 or ip.checksum.status == 0 or udp.checksum.status == 0 or tcp.checksum.status == 0 or not sip and not tcp"]);
        Assert.Equal("", WithoutWarnings(faults));
        var fields = await ChildProcess.RunAsync("tshark", [.. strict, "-Y", "sip", "-T", "fields", "-e", "sip.Method", "-e", "sip.Status-Code"]);
        return [.. WithoutWarnings(fields).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim())];
    }

    private static string WithoutWarnings(string output)
    {
        // tshark says each time that it should not run as root.
        var lines = output.Split('\n').Where(line => !line.StartsWith("Running as user", StringComparison.Ordinal));
        return string.Join('\n', lines).Trim();
    }
}
