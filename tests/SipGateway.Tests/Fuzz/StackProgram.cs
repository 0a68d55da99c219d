using System.Globalization;
using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Tests.Calls;

namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>
/// A program of events for a whole stack: a peer that sends any request or answer at any time, a call that uses its verbs at any time, a
/// network that fails, time that passes. The same number makes the same program.
/// </summary>
internal sealed class StackProgram(int number)
{
    private static readonly string[] Methods =
        ["INVITE", "INVITE", "ACK", "ACK", "BYE", "CANCEL", "PRACK", "UPDATE", "INFO", "OPTIONS", "REFER", "NOTIFY", "SUBSCRIBE", "MESSAGE", "REGISTER", "PUBLISH", "FOO"];

    private static readonly string[] Headers =
    [
        "", "", "", "Require: 100rel\r\n", "Supported: 100rel, timer, replaces\r\n", "Session-Expires: 90;refresher=uas\r\nSupported: timer\r\n", "Session-Expires: 10\r\n",
        "RAck: 1 1 INVITE\r\n", "Require: nonsense\r\n", "Refer-To: <sip:b@127.0.0.2:5070>\r\n", "Replaces: call-2;to-tag=x;from-tag=peertag\r\n", "Event: refer\r\nSubscription-State: terminated\r\n",
        "Record-Route: <sip:127.0.0.2:5070;lr>\r\n", "Accept: text/plain\r\n", "RSeq: 1\r\nRequire: 100rel\r\n", "Min-SE: 3600\r\n", "Retry-After: 1\r\n",
    ];

    private static readonly string[] Bodies =
    [
        "", SipRig.Offer, SipRig.Offer, SipRig.Offer + "a=sendonly\r\n", SipRig.Offer.Replace("127.0.0.2", "0.0.0.0", StringComparison.Ordinal),
        SipRig.Offer.Replace("RTP/AVP 0 8 101", "RTP/AVP 18", StringComparison.Ordinal), "v=0\r\n", "Signal=5\r\n", "SIP/2.0 200 OK\r\n",
    ];

    private static readonly string[] Types = ["application/sdp", "application/sdp", "application/sdp", "application/dtmf-relay", "message/sipfrag", "text/plain"];

    private readonly Random _random = new(number);
    private readonly SipRig _rig = new();
    private readonly List<ICallLeg> _dialled = [];

    /// <summary>Runs it; at its end every call is hung up, and nothing may be left.</summary>
    public void Run()
    {
        for (var left = _random.Next(3, 30); left > 0; left--)
        {
            Step();
        }

        _rig.Network.Fate = null;
        _rig.Ours.Broken = false;
        _rig.Run(1000); // what is still under way may begin a call
        ICallLeg[] legs = [.. _rig.Intake.Legs, .. _dialled];
        foreach (var leg in legs)
        {
            _ = leg.HangUpAsync(CallEndReason.OperatorHangup).AsTask();
        }

        _rig.Time.Advance(TimeSpan.FromSeconds(400));
        Assert.All(legs, leg => Assert.Single(_rig.Intake.SignalsOf(leg).OfType<LegEnded>()));
        Assert.Equal(new SipStackCounts(0, 0, 0, 0, 0), _rig.Stack.Counts() with { Unreadable = 0 });
        Assert.Empty(_rig.Media.Open);
        Assert.Equal(0, _rig.Time.ArmedTimers);
    }

    private T Any<T>(T[] of) => of[_random.Next(of.Length)];

    private void Step()
    {
        switch (_random.Next(16))
        {
            case 0 or 1 or 2:
                _rig.PeerSends("INVITE", branch: Branch(), body: Any(Bodies), headers: Any(Headers), callId: CallId());
                RememberTag();
                break;
            case 3 or 4 or 5:
                _rig.PeerSends(Any(Methods), _random.Next(1, 5), Branch(), _random.Next(4) > 0, headers: Any(Headers), body: Any(Bodies), type: Any(Types), callId: CallId());
                break;
            case 6 or 7:
                AnswerUs();
                break;
            case 8:
                _dialled.Add(_rig.DialThroughTrunk());
                break;
            case 9 or 10 or 11 when _rig.Intake.Legs.Count > 0:
                UseVerb(Any([.. _rig.Intake.Legs, .. _dialled]));
                break;
            case 12:
                _rig.Network.Fate = _random.Next(3) == 0 ? d => _random.Next(3) == 0 ? [] : [TimeSpan.FromMilliseconds(_random.Next(1, 900))] : null;
                break;
            case 13:
                _rig.Ours.Broken = _random.Next(4) == 0;
                break;
            case 14:
                _rig.Run(_random.Next(1, 40_000));
                break;
            default:
                _rig.Run(_random.Next(1, 1000));
                break;
        }
    }

    /// <summary>Few different ones, so that copies, merges and cancels hit.</summary>
    private string Branch() => string.Create(CultureInfo.InvariantCulture, $"z9hG4bK{_random.Next(6)}");

    private string CallId() => _random.Next(3) == 0 ? "call-2" : "call-1";

    private void RememberTag()
    {
        if (_rig.Network.Sent.Exists(d => d.From.Equals(SipRig.OurAddress)) && _rig.LastSent.Text.Contains("tag=", StringComparison.Ordinal)
            && _rig.Said("To")?.Contains("tag=", StringComparison.Ordinal) == true)
        {
            _rig.RememberTag();
        }
    }

    private void AnswerUs()
    {
        var method = Any(["INVITE", "INVITE", "BYE", "PRACK", "UPDATE", "REFER", "CANCEL", "INFO", "NOTIFY"]);
        if (_rig.SentKinds.Contains(method))
        {
            _rig.PeerAnswers(method, Any([100, 180, 183, 200, 200, 202, 302, 401, 408, 422, 481, 486, 487, 491, 500, 503, 603]), "peer" + _random.Next(2), Any(Bodies), Any(Headers));
            if (_rig.SentKinds.Contains("INVITE") && _random.Next(2) == 0)
            {
                _rig.PeerSendsBack(Any(Methods), _random.Next(1, 4), "peer" + _random.Next(2), Any(Headers), Any(Bodies), Any(Types));
            }
        }
    }

    private void UseVerb(ICallLeg leg)
    {
        _ = _random.Next(4) switch
        {
            0 when _rig.Intake.Legs.Contains(leg) => leg.RingAsync(default).AsTask(),
            1 or 2 when _rig.Intake.Legs.Contains(leg) => leg.AnswerAsync(default).AsTask(),
            _ => _random.Next(3) == 0 ? leg.HangUpAsync(CallEndReason.AgentHangup).AsTask() : Task.CompletedTask,
        };
    }
}
