using System.Diagnostics.Metrics;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Telemetry;

/// <summary>Figures of the SIP side, as instruments of the meter <c>Voxie.SipGateway</c>. Any thread.</summary>
internal sealed class SipMetrics : IDisposable
{
    public const string MeterName = "Voxie.SipGateway";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _received;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _unreadable;
    private readonly Counter<long> _rejected;
    private readonly Counter<long> _texts;
    private long _unreadableTotal;

    public SipMetrics()
    {
        _received = _meter.CreateCounter<long>("voxie.sip.received", "{message}", "SIP messages received and understood");
        _sent = _meter.CreateCounter<long>("voxie.sip.sent", "{message}", "SIP messages sent, by outcome");
        _unreadable = _meter.CreateCounter<long>("voxie.sip.unreadable", "{message}", "Datagrams that are no SIP message, by reason");
        _rejected = _meter.CreateCounter<long>("voxie.sip.rejected", "{request}", "Requests refused, by the check that refused them");
        _texts = _meter.CreateCounter<long>("voxie.sip.texts", "{message}", "Text messages (MESSAGE) accepted and not kept");
    }

    /// <summary>Datagrams that were no SIP message, since the start.</summary>
    public long UnreadableTotal => Interlocked.Read(ref _unreadableTotal);

    public void Received() => _received.Add(1);

    public void Sent(bool delivered) => _sent.Add(1, KeyValuePair.Create<string, object?>("outcome", delivered ? "ok" : "failed"));

    public void Unreadable(SipParseReason reason)
    {
        Interlocked.Increment(ref _unreadableTotal);
        _unreadable.Add(1, KeyValuePair.Create<string, object?>("reason", reason.ToString()));
    }

    public void TextMessage() => _texts.Add(1);

    public void Rejected(string cause) => _rejected.Add(1, KeyValuePair.Create<string, object?>("cause", cause));

    /// <summary>Adds a gauge that is read whenever someone collects.</summary>
    public void Observe(string name, string unit, string description, Func<int> value) =>
        _meter.CreateObservableGauge(name, value, unit, description);

    public void Dispose() => _meter.Dispose();
}
