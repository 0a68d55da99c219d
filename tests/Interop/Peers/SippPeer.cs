using System.Globalization;
using System.Text;
using Voxie.Interop.Harness;

namespace Voxie.Interop.Peers;

/// <summary>SIPp as a caller: a scenario of its own, audio replayed from a capture file. Needs root (raw sockets).</summary>
internal static class SippPeer
{
    /// <summary>Dials, plays the capture, stays for <paramref name="stay"/>, hangs up. Media goes out from and is heard at <paramref name="mediaPort"/>.</summary>
    public static ChildProcess Call(Workspace workspace, VoxieProcess node, string target, string user, string pcap, TimeSpan stay, int mediaPort, int payloadType = 8)
    {
        var scenario = workspace.File($"sipp-{user}.xml");
        File.WriteAllText(scenario, Scenario(user, pcap, stay, payloadType));
        return ChildProcess.Start("sipp",
        [
            "-sf", scenario, "-s", target, "-i", "127.0.0.1", "-mi", "127.0.0.1",
            "-p", Number(Ports.Take()), "-mp", Number(mediaPort),
            "-m", "1", "-nostdin", "-timeout", Number((int)stay.TotalSeconds + 20), "-timeout_error", $"127.0.0.1:{node.SipPort}",
        ], folder: workspace.Folder);
    }

    /// <summary>Plays a scenario once against <paramref name="host"/>: as the caller of <paramref name="target"/>, or as the called side, at
    /// <paramref name="sipPort"/>. Ends with 0 when all came as written.</summary>
    public static ChildProcess Run(
        Workspace workspace, SippScenario scenario, string host, int port, string target, SippSettings settings)
    {
        var file = workspace.File($"sipp-{Guid.NewGuid():N}.xml");
        File.WriteAllText(file, scenario.ToXml());
        string[] echo = settings.EchoesMedia ? ["-rtp_echo"] : [];
        return ChildProcess.Start("sipp",
        [
            "-sf", file, "-s", target, "-i", settings.Host, "-mi", settings.MediaHost ?? settings.Host, "-p", Number(settings.SipPort), "-mp", Number(settings.MediaPort),
            "-t", settings.Transport, "-m", "1", "-nostdin", "-timeout", "40", "-timeout_error", .. settings.Arguments, .. echo, $"{host}:{port}",
        ], folder: workspace.Folder);
    }

    /// <summary>SIPp's own scenario: INVITE, ACK, half a second, BYE, from an address of ours.</summary>
    /// <returns>SIPp's exit code: 0 when the call went as it should.</returns>
    public static async Task<int> PlainCallAsync(Workspace workspace, VoxieProcess node, string target, string from)
    {
        await using var sipp = ChildProcess.Start("sipp",
        [
            "-sn", "uac", "-s", target, "-i", from, "-mi", from, "-p", Number(Ports.Take()), "-mp", Number(Ports.Take(4)),
            "-m", "1", "-d", "500", "-nostdin", "-timeout", "20", "-timeout_error", $"127.0.0.1:{node.SipPort}",
        ], folder: workspace.Folder);
        return await sipp.ExitAsync(TimeSpan.FromSeconds(30));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Scenario(string user, string pcap, TimeSpan stay, int payloadType)
    {
        var codec = payloadType == 8 ? "PCMA" : "PCMU";
        var common = $"""
            Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport
            From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]t[call_number]
            Call-ID: [call_id]
            Max-Forwards: 70
            """;
        return new StringBuilder()
            .AppendLine("""<?xml version="1.0" encoding="ISO-8859-1" ?>""")
            .AppendLine("""<scenario name="voxie interop">""")
            .AppendLine(CultureInfo.InvariantCulture, $"""
                <send retrans="500"><![CDATA[
                INVITE sip:[service]@[remote_ip]:[remote_port] SIP/2.0
                {common}
                To: <sip:[service]@[remote_ip]:[remote_port]>
                CSeq: 1 INVITE
                Contact: <sip:{user}@[local_ip]:[local_port]>
                Content-Type: application/sdp
                Content-Length: [len]

                v=0
                o=user1 53655765 2353687637 IN IP[local_ip_type] [local_ip]
                s=-
                c=IN IP[media_ip_type] [media_ip]
                t=0 0
                m=audio [media_port] RTP/AVP {payloadType} 101
                a=rtpmap:{payloadType} {codec}/8000
                a=rtpmap:101 telephone-event/8000
                a=fmtp:101 0-15
                ]]></send>
                <recv response="100" optional="true"/>
                <recv response="180" optional="true"/>
                <recv response="200" rrs="true"/>
                <send><![CDATA[
                ACK [next_url] SIP/2.0
                {common}
                To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
                CSeq: 1 ACK
                Content-Length: 0

                ]]></send>
                <nop><action><exec play_pcap_audio="{pcap}"/></action></nop>
                <pause milliseconds="{stay.TotalMilliseconds:0}"/>
                <send retrans="500"><![CDATA[
                BYE [next_url] SIP/2.0
                {common}
                To: <sip:[service]@[remote_ip]:[remote_port]>[peer_tag_param]
                CSeq: 2 BYE
                Content-Length: 0

                ]]></send>
                <recv response="200"/>
                </scenario>
                """)
            .ToString();
    }
}
