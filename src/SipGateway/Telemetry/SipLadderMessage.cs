using System.ComponentModel;
using System.Globalization;
using System.Text;
using System.Text.Json.Serialization;

namespace Voxie.SipGateway.Telemetry;

/// <summary>One message as it stood on the wire, secrets masked.</summary>
public sealed record SipLadderMessage
{
    public required DateTimeOffset At { get; init; }

    [Description("Milliseconds since the ladder began.")]
    public required double OffsetMs { get; init; }

    public required SipDirection Direction { get; init; }

    [Description("As in Via: UDP, TCP, TLS.")]
    public required string Transport { get; init; }

    [Description("Our address and port.")]
    public required string Local { get; init; }

    [Description("Address and port of the peer.")]
    public required string Remote { get; init; }

    public required string StartLine { get; init; }

    [Description("It repeats an earlier message byte for byte.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Retransmission { get; init; }

    [Description("We could not send it.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Failed { get; init; }

    [Description("Messages between the one before and this one that were not kept.")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int LeftOutBefore { get; init; }

    [Description("The whole message, when it is UTF-8.")]
    public string? Text { get; init; }

    [Description("The whole message, when it is not UTF-8.")]
    public byte[]? Bytes { get; init; }

    /// <summary>The message's bytes.</summary>
    internal byte[] Content() => Bytes ?? Encoding.UTF8.GetBytes(Text ?? "");

    internal string Summary() => string.Create(CultureInfo.InvariantCulture,
        $"{OffsetMs:0.0} {(Direction == SipDirection.Sent ? "->" : "<-")} {LadderText.Label(this)}");
}
