using System.Globalization;
using System.Security;
using System.Text;

namespace Voxie.Interop.Peers;

/// <summary>
/// A scenario of SIPp, message by message. The calling side begins with <see cref="Invite"/>, the called side with <see cref="Expect"/>.
/// What does not come as written fails SIPp's call, and with it the test.
/// </summary>
internal sealed class SippScenario(string user, int payloadType = 8)
{
    private readonly StringBuilder _steps = new();
    private int _cseq;
    private int _inviteCSeq;
    private bool _isCalled;
    private bool _needsTag;
    private bool _inDialog;
    private bool _checks;

    /// <summary>PCMA or PCMU, and telephone events.</summary>
    public string Sdp(string direction = "sendrecv") => $"""
        v=0
        o={user} 1 {_cseq + 1} IN IP[local_ip_type] [local_ip]
        s=-
        c=IN IP[media_ip_type] [media_ip]
        t=0 0
        m=audio [media_port] RTP/AVP {payloadType} 101
        a=rtpmap:{payloadType} {(payloadType == 8 ? "PCMA" : "PCMU")}/8000
        a=rtpmap:101 telephone-event/8000
        a=fmtp:101 0-15
        a={direction}

        """;

    public SippScenario Invite(string? sdp, params string[] headers)
    {
        _inviteCSeq = _cseq + 1;
        return Request("INVITE", sdp ?? "", "application/sdp", headers);
    }

    /// <summary>A request with the next sequence number.</summary>
    public SippScenario Request(string method, string body = "", string type = "application/sdp", params string[] headers) =>
        Send(method, ++_cseq, body, body.Length > 0 ? [.. headers, "Content-Type: " + type] : headers);

    public SippScenario Ack(string sdp = "") =>
        Send("ACK", _inviteCSeq, sdp, sdp.Length > 0 ? ["Content-Type: application/sdp"] : []);

    public SippScenario Bye() => Request("BYE").Receive(200);

    /// <summary>Any 100, and 180.</summary>
    public SippScenario Ringing()
    {
        Add("""<recv response="100" optional="true"/>""");
        return Receive(180);
    }

    /// <summary>Cancels the INVITE, and takes its 487.</summary>
    public SippScenario Cancel()
    {
        Add($"""
            <send retrans="500"><![CDATA[
            CANCEL sip:[service]@[remote_ip]:[remote_port] SIP/2.0
            [last_Via:]
            From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]t[call_number]
            To: <sip:[service]@[remote_ip]:[remote_port]>
            Call-ID: [call_id]
            CSeq: {_inviteCSeq} CANCEL
            Max-Forwards: 70
            Content-Length: 0

            ]]></send>
            """);
        Receive(200);
        return Refused(487);
    }

    /// <summary>A refusal of the INVITE, and its ACK.</summary>
    public SippScenario Refused(int status, params string[] mustContain)
    {
        Receive(status, mustContain);
        _inDialog = false;
        Add($"""
            <send><![CDATA[
            ACK sip:[service]@[remote_ip]:[remote_port] SIP/2.0
            [last_Via:]
            From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]t[call_number]
            [last_To:]
            Call-ID: [call_id]
            CSeq: {_inviteCSeq} ACK
            Max-Forwards: 70
            Content-Length: 0

            ]]></send>
            """);
        return this;
    }

    /// <summary>A reliable 180 and its PRACK (RFC 3262).</summary>
    public SippScenario RungReliably()
    {
        _checks = true;
        _inDialog = true;
        Add("""<recv response="100" optional="true"/>""");
        Add("""<recv response="180" rrs="true"><action><ereg regexp="[0-9]+" search_in="hdr" header="RSeq:" check_it="true" assign_to="found"/></action></recv>""");
        return Request("PRACK", "", "", $"RAck: [$found] {_inviteCSeq} INVITE").Receive(200);
    }

    /// <summary>Called side: the caller gives up while it rings.</summary>
    public SippScenario Cancelled()
    {
        _checks = true;
        Expect("CANCEL").Respond("200 OK");
        Add("<send><![CDATA[\nSIP/2.0 487 Request Terminated\n[last_Via:]\n[last_From:]\n[last_To:];tag=[pid]u[call_number]\n[last_Call-ID:]\nCSeq: [$found] INVITE\nContent-Length: 0\n\n]]></send>");
        return Expect("ACK");
    }

    /// <summary>The final answer to an INVITE, after any provisional ones.</summary>
    public SippScenario Answered(params string[] mustContain)
    {
        Add("""<recv response="100" optional="true"/><recv response="180" optional="true"/><recv response="183" optional="true"/>""");
        return Receive(200, mustContain);
    }

    /// <param name="mustContain">Regular expressions, each found in the message.</param>
    public SippScenario Receive(int status, params string[] mustContain)
    {
        _inDialog |= status is > 100 and < 300;
        Add($"""<recv response="{status}" rrs="true"{(status is 401 or 407 ? " auth=\"true\"" : "")}>{Checks(mustContain)}</recv>""");
        return this;
    }

    /// <summary>Waits for a request of ours.</summary>
    public SippScenario Expect(string method, params string[] mustContain)
    {
        _isCalled |= _steps.Length == 0;
        _needsTag = method == "INVITE" && _isCalled;
        // The number of the INVITE is kept for a 487.
        var number = method == "INVITE" ? """<action><ereg regexp="[0-9]+" search_in="hdr" header="CSeq:" assign_to="found"/></action>""" : "";
        _checks |= number.Length > 0;
        Add($"""<recv request="{method}" rrs="true">{(mustContain.Length > 0 ? Checks(mustContain) : number)}</recv>""");
        return this;
    }

    /// <summary>Answers the last request.</summary>
    public SippScenario Respond(string status, string body = "", string type = "application/sdp", params string[] headers)
    {
        var contact = status.StartsWith('3') ? "" : "Contact: <sip:[local_ip]:[local_port];transport=[transport]>\n";
        var all = string.Concat(headers.Select(header => header + "\n")) + (body.Length > 0 ? $"Content-Type: {type}\n" : "");
        Add($"<send{(body.Length > 0 && status.StartsWith('2') && _isCalled ? " retrans=\"500\"" : "")}><![CDATA[\nSIP/2.0 {status}\n[last_Via:]\n[last_From:]\n[last_To:]"
            + $"{(_needsTag ? ";tag=[pid]u[call_number]" : "")}\n[last_Call-ID:]\n[last_CSeq:]\n[last_Record-Route:]\n{contact}{all}Content-Length: [len]\n\n{body}]]></send>");
        return this;
    }

    /// <summary>Begins to play a capture file; goes on at once.</summary>
    public SippScenario Play(string pcap)
    {
        Add($"""<nop><action><exec play_pcap_audio="{SecurityElement.Escape(pcap)}"/></action></nop>""");
        return this;
    }

    public SippScenario Pause(double seconds)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"""<pause milliseconds="{seconds * 1000:0}"/>"""));
        return this;
    }

    public string ToXml() =>
        $"""
        <?xml version="1.0" encoding="ISO-8859-1" ?>
        <scenario name="{user}">
        {_steps}{(_checks ? "<Reference variables=\"found\"/>" : "")}
        </scenario>

        """;

    private SippScenario Send(string method, int cseq, string body, string[] headers)
    {
        var uri = _inDialog ? "[next_url]" : "sip:[service]@[remote_ip]:[remote_port]";
        var all = string.Concat(headers.Select(header => header + "\n"));
        Add($"<send{(method == "ACK" ? "" : " retrans=\"500\"")}><![CDATA[\n{method} {uri} SIP/2.0\nVia: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch];rport\n"
            + (_inDialog ? "[routes]\n" : "")
            + $"From: <sip:{user}@[local_ip]:[local_port]>;tag=[pid]t[call_number]\nTo: <sip:[service]@[remote_ip]:[remote_port]>{(_inDialog ? "[peer_tag_param]" : "")}\n"
            + $"Call-ID: [call_id]\nCSeq: {cseq} {method}\nContact: <sip:{user}@[local_ip]:[local_port];transport=[transport]>\nMax-Forwards: 70\n{all}Content-Length: [len]\n\n{body}]]></send>");
        return this;
    }

    private void Add(string step) => _steps.AppendLine(step);

    private string Checks(string[] mustContain)
    {
        _checks |= mustContain.Length > 0;
        return mustContain.Length == 0 ? "" : "<action>" + string.Concat(mustContain.Select(
            pattern => $"""<ereg regexp="{SecurityElement.Escape(pattern)}" search_in="msg" check_it="true" assign_to="found"/>""")) + "</action>";
    }
}
