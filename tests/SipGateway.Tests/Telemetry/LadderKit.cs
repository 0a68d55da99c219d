using System.Net;
using System.Text;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Tests.Telemetry;

/// <summary>Messages as an observer is shown them.</summary>
internal static class LadderKit
{
    public static readonly IPEndPoint Us = IPEndPoint.Parse("192.0.2.1:5060");
    public static readonly IPEndPoint Peer = IPEndPoint.Parse("198.51.100.7:5070");

    public static SipSighting Seen(bool sent, string callId = "c", bool opens = false, string transport = "UDP", IPEndPoint? local = null, IPEndPoint? remote = null) =>
        new(sent, callId, opens, transport, local ?? Us, remote ?? Peer);

    public static byte[] Message(string startLine, string rest = "CSeq: 1 INVITE\r\n\r\n") => Encoding.UTF8.GetBytes($"{startLine}\r\n{rest}");

    public static void Add(this LadderRecorder recorder, bool sent, string startLine, string rest = "CSeq: 1 INVITE\r\n\r\n") =>
        recorder.Add(Seen(sent), Message(startLine, rest));
}
