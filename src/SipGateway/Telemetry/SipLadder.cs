using System.ComponentModel;

namespace Voxie.SipGateway.Telemetry;

/// <summary>The SIP messages of one call in the order of the wire, secrets masked.</summary>
public sealed record SipLadder
{
    public required DateTimeOffset StartedAt { get; init; }

    [Description("Messages that repeat an earlier one byte for byte.")]
    public int Retransmissions { get; init; }

    [Description("Messages that are not here, because the call had more than are kept.")]
    public int LeftOut { get; init; }

    [Description("One line for each message: milliseconds, direction, method or status.")]
    public required IReadOnlyList<string> Summary { get; init; }

    public required IReadOnlyList<SipLadderMessage> Messages { get; init; }

    /// <summary>The ladder of these messages.</summary>
    /// <param name="leftOutAtEnd">Messages left out after the last one.</param>
    public static SipLadder Of(DateTimeOffset startedAt, IReadOnlyList<SipLadderMessage> messages, int leftOutAtEnd = 0) => new()
    {
        StartedAt = startedAt,
        Retransmissions = messages.Count(message => message.Retransmission),
        LeftOut = messages.Sum(message => message.LeftOutBefore) + leftOutAtEnd,
        Summary = [.. messages.Select(message => message.Summary())],
        Messages = messages,
    };

    /// <summary>Ladders of several lines of one call as one; null: there is none.</summary>
    public static SipLadder? Join(IReadOnlyList<SipLadder> ladders)
    {
        if (ladders.Count <= 1)
        {
            return ladders.Count == 0 ? null : ladders[0];
        }

        var start = ladders.Min(ladder => ladder.StartedAt);
        var messages = ladders.SelectMany(ladder => ladder.Messages).OrderBy(message => message.At)
            .Select(message => message with { OffsetMs = Math.Round((message.At - start).TotalMilliseconds, 3) }).ToList();
        return Of(start, messages, ladders.Sum(ladder => ladder.LeftOut) - messages.Sum(message => message.LeftOutBefore));
    }
}
