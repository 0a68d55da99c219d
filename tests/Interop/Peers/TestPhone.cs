using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Voxie.Interop.Audio;
using Voxie.Interop.Harness;
using Voxie.Interop.Rtp;

namespace Voxie.Interop.Peers;

/// <summary>
/// One telephone of a <see cref="PhoneBank"/>: dials, speaks, hears, presses keys, hangs up. Sends silence when it has
/// nothing to say, as real ones do. Moments are Stopwatch ticks.
/// </summary>
internal sealed class TestPhone : IDisposable
{
    private static readonly long FrameTicks = Stopwatch.Frequency / 50;

    private readonly Socket _sip = Open(out var _);
    private readonly Socket _media;
    private readonly Action<TestPhone> _remove;
    private readonly int _payloadType;
    private readonly IPEndPoint _target;
    private readonly string _callId = Guid.NewGuid().ToString("N");
    private readonly string _tag = Guid.NewGuid().ToString("N")[..12];
    private readonly Lock _gate = new();
    private readonly Queue<Utterance> _toSay = new();
    private readonly List<HeardFrame> _heard = [];
    private readonly TaskCompletionSource<int> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly uint _ssrc = (uint)Random.Shared.Next();
    private readonly byte[] _buffer = new byte[4096];

    private string _dialled = "";
    private string _branch = "";
    private string _remoteTarget = "";
    private string _to = "";
    private IPEndPoint? _remoteMedia;
    private long _nextFrame;
    private long _nextRetransmit;
    private byte[]? _unanswered;
    private ushort _sequence;
    private uint _timestamp;
    private int _cseq = 1;
    private int _playedBack;
    private bool _disposed;

    public TestPhone(string user, int targetPort, int payloadType, Action<TestPhone> remove)
    {
        User = user;
        _payloadType = payloadType;
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _remove = remove;
        _media = Open(out var mediaPort);
        MediaPort = mediaPort;
        Sockets = [_sip, _media];
    }

    public string User { get; }

    public int MediaPort { get; }

    /// <summary>Where the other side said it wants media; null before the answer.</summary>
    public int? RemoteMediaPort => _remoteMedia?.Port;

    /// <summary>False: sends no media at all.</summary>
    public bool SendsMedia { get; set; } = true;

    /// <summary>A bad line: gives back what it hears, so much later and weaker, besides what it says; null: a good one.</summary>
    public (TimeSpan Delay, double LossDb)? PlaysBack { get; set; }

    /// <summary>Completes when either side has hung up.</summary>
    public Task Ended => _ended.Task;

    internal Socket[] Sockets { get; }

    /// <summary>Dials and returns the final status.</summary>
    public async Task<int> DialAsync(string user)
    {
        lock (_gate)
        {
            _dialled = string.Create(CultureInfo.InvariantCulture, $"sip:{user}@127.0.0.1:{_target.Port}");
            _to = $"<{_dialled}>";
            var sdp = $"v=0\r\no={User} 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio {MediaPort} RTP/AVP {_payloadType} 101\r\n"
                + $"a=rtpmap:{_payloadType} {(_payloadType == 8 ? "PCMA" : "PCMU")}/8000\r\na=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\n";
            Send("INVITE", _dialled, sdp, remember: true);
        }

        return await _answered.Task.WaitAsync(TimeSpan.FromSeconds(35));
    }

    /// <summary>Says it after what is being said. The result: when the last loud frame was sent, the caller's end of speech.</summary>
    public Task<long> SayAsync(short[] samples)
    {
        var utterance = new Utterance(samples);
        lock (_gate)
        {
            _toSay.Enqueue(utterance);
        }

        return utterance.Said;
    }

    /// <summary>Presses a key for 100 ms (RFC 4733: one event, its end three times).</summary>
    public void Press(char digit)
    {
        var code = (byte)"0123456789*#ABCD".IndexOf(digit, StringComparison.Ordinal);
        lock (_gate)
        {
            var stamp = _timestamp;
            for (var i = 1; i <= 7; i++)
            {
                var duration = Math.Min(i, 5) * Sound.Frame;
                byte[] payload = [code, (byte)(i >= 5 ? 0x8A : 0x0A), (byte)(duration >> 8), (byte)duration];
                _media.SendTo(RtpView.Build(101, _sequence++, stamp, _ssrc, payload, marker: i == 1), _remoteMedia!);
            }

            _timestamp += 5 * Sound.Frame;
        }
    }

    public Task HangUpAsync()
    {
        lock (_gate)
        {
            _cseq++;
            Send("BYE", _remoteTarget, "", remember: true);
        }

        return _ended.Task.WaitAsync(TimeSpan.FromSeconds(10));
    }

    /// <summary>Frames heard at <paramref name="since"/> or later, in order of arrival.</summary>
    public List<HeardFrame> Heard(long since = 0)
    {
        lock (_gate)
        {
            return [.. _heard.Where(frame => frame.At >= since)];
        }
    }

    /// <summary>Samples heard at <paramref name="since"/> or later, as they came.</summary>
    public short[] HeardSamples(long since = 0) => Sound.Join(Heard(since).Select(frame => frame.Samples));

    /// <summary>The first loud frame heard at <paramref name="since"/> or later; null: none yet.</summary>
    public HeardFrame? FirstLoud(long since) => Heard(since).FirstOrDefault(frame => !Sound.IsSilent(frame.Samples));

    /// <summary>Waits until the other side has begun to speak after <paramref name="since"/> and has then been quiet for <paramref name="quiet"/>.
    /// Returns its first loud frame, or null when it stayed silent or hung up.</summary>
    public async Task<HeardFrame?> HearOutAsync(long since, TimeSpan quiet, TimeSpan within)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < within && !_ended.Task.IsCompleted)
        {
            await Task.Delay(40);
            var loud = Heard(since).Where(frame => !Sound.IsSilent(frame.Samples)).ToList();
            if (loud.Count > 0 && Stopwatch.GetElapsedTime(loud[^1].At) > quiet)
            {
                return loud[0];
            }
        }

        return FirstLoud(since);
    }

    public void Dispose()
    {
        _remove(this);
        lock (_gate)
        {
            _disposed = true;
            _sip.Dispose();
            _media.Dispose();
        }
    }

    /// <summary>Bank thread only: reads what has come and sends what is due.</summary>
    internal void Turn(long now)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            while (_sip.Available > 0)
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                var length = _sip.ReceiveFrom(_buffer, ref from);
                Receive(SipText.Read(Encoding.UTF8.GetString(_buffer, 0, length)));
            }

            while (_media.Available > 0)
            {
                EndPoint from = new IPEndPoint(IPAddress.Any, 0);
                var length = _media.ReceiveFrom(_buffer, ref from);
                if (RtpView.TryRead(_buffer.AsSpan(0, length), out var rtp) && rtp.PayloadType is 0 or 8)
                {
                    _heard.Add(new HeardFrame(now, ((IPEndPoint)from).Port, G711.Decode(rtp.Payload, rtp.PayloadType)));
                }
            }

            if (_unanswered is not null && now > _nextRetransmit)
            {
                _sip.SendTo(_unanswered, _target);
                _nextRetransmit = now + (Stopwatch.Frequency / 2);
            }

            while (_remoteMedia is not null && SendsMedia && !_ended.Task.IsCompleted && now >= _nextFrame)
            {
                SendFrame(now);
            }
        }
    }

    private static Socket Open(out int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        port = Ports.Take();
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        socket.ReceiveBufferSize = 1 << 20;
        return socket;
    }

    private void SendFrame(long now)
    {
        // A late turn sends the missed frames at once, as a jittery phone would; time never shrinks.
        _nextFrame = _nextFrame == 0 ? now + FrameTicks : _nextFrame + FrameTicks;
        Span<short> frame = stackalloc short[Sound.Frame];
        frame.Clear();
        if (_toSay.TryPeek(out var utterance) && utterance.Fill(frame, now))
        {
            _toSay.Dequeue();
        }

        PlayBack(frame, now);
        _media.SendTo(RtpView.Build(_payloadType, _sequence++, _timestamp, _ssrc, G711.Encode(frame, _payloadType)), _remoteMedia!);
        _timestamp += Sound.Frame;
    }

    /// <summary>Frame by frame in order: the delay hides how unevenly they came.</summary>
    private void PlayBack(Span<short> frame, long now)
    {
        if (PlaysBack is not { } line || _playedBack >= _heard.Count
            || (_playedBack == 0 && Stopwatch.GetElapsedTime(_heard[0].At, now) < line.Delay))
        {
            return;
        }

        var gain = Math.Pow(10, -line.LossDb / 20);
        var echo = _heard[_playedBack++].Samples;
        for (var i = 0; i < Math.Min(frame.Length, echo.Length); i++)
        {
            frame[i] = (short)Math.Clamp(frame[i] + Math.Round(echo[i] * gain), short.MinValue, short.MaxValue);
        }
    }

    private void Receive(SipText message)
    {
        if (message["Call-ID"] != _callId)
        {
            return;
        }

        if (message.Status == 0)
        {
            Respond(message);
            if (message.Method == "BYE")
            {
                _ended.TrySetResult();
            }
        }
        else if (message.Status >= 200 && message.Method == "BYE")
        {
            _unanswered = null;
            _ended.TrySetResult();
        }
        else if (message.Method == "INVITE")
        {
            _unanswered = null; // RFC 3261 17.1.1.2: any response stops the retransmission of an INVITE.
            if (message.Status >= 200)
            {
                Finish(message);
            }
        }
    }

    private void Finish(SipText message)
    {
        _to = message["To"]!;
        if (message.Status < 300)
        {
            _remoteTarget = message["Contact"]!.Split('<', '>') is [_, var uri, ..] ? uri : message["Contact"]!;
            _remoteMedia ??= new IPEndPoint(IPAddress.Loopback, message.MediaPort());
            Send("ACK", _remoteTarget, "", remember: false);
        }
        else
        {
            Send("ACK", _dialled, "", remember: false, _branch); // RFC 3261 17.1.1.3: part of the INVITE's transaction.
            _ended.TrySetResult();
        }

        _answered.TrySetResult(message.Status);
    }

    private void Respond(SipText request)
    {
        if (request.Method == "ACK")
        {
            return;
        }

        var status = request.Method is "BYE" or "OPTIONS" ? "200 OK" : "501 Not Implemented";
        var text = $"SIP/2.0 {status}\r\nVia: {request["Via"]}\r\nFrom: {request["From"]}\r\nTo: {request["To"]}\r\nCall-ID: {_callId}\r\nCSeq: {request["CSeq"]}\r\nContent-Length: 0\r\n\r\n";
        _sip.SendTo(Encoding.UTF8.GetBytes(text), _target);
    }

    private void Send(string method, string uri, string body, bool remember, string? branch = null)
    {
        var port = ((IPEndPoint)_sip.LocalEndPoint!).Port;
        branch ??= "z9hG4bK" + Guid.NewGuid().ToString("N");
        if (method == "INVITE")
        {
            _branch = branch;
        }

        var text = string.Create(CultureInfo.InvariantCulture,
            $"{method} {uri} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:{port};branch={branch};rport\r\nMax-Forwards: 70\r\nFrom: <sip:{User}@127.0.0.1:{port}>;tag={_tag}\r\nTo: {_to}\r\nCall-ID: {_callId}\r\nCSeq: {(method == "ACK" ? 1 : _cseq)} {method}\r\nContact: <sip:{User}@127.0.0.1:{port}>\r\n{(body.Length > 0 ? "Content-Type: application/sdp\r\n" : "")}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        var bytes = Encoding.UTF8.GetBytes(text);
        _unanswered = remember ? bytes : null;
        _nextRetransmit = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 2);
        _sip.SendTo(bytes, _target);
    }
}
