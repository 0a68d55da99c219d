using System.Text.Json;
using System.Text.Json.Serialization;
using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Journal;

/// <summary>One event of one call. Exactly one of the last five is set.</summary>
/// <param name="Number">0-based within the call: with the call id it names the event for good.</param>
/// <param name="Epoch">Life of the node that wrote it.</param>
internal sealed record JournalLine(
    string Workspace, Guid CallId, int Number, int Epoch,
    CallAdmitted? Admitted = null, CallAnswered? Answered = null, TurnRecord? Turn = null, CallNote? Note = null, CallEnded? Ended = null)
{
    [JsonIgnore]
    public DateTimeOffset At => Admitted?.At ?? Answered?.At ?? Turn?.EndedAt ?? Note?.At ?? Ended?.At ?? default;

    public byte[] ToBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(this, JournalJson.Default.JournalLine);
        var line = new byte[json.Length + 1];
        json.CopyTo(line, 0);
        line[^1] = (byte)'\n';
        return line;
    }

    /// <returns>Null: torn or damaged.</returns>
    public static JournalLine? TryRead(ReadOnlySpan<byte> json)
    {
        try
        {
            var line = JsonSerializer.Deserialize(json, JournalJson.Default.JournalLine);
            return line is { Admitted: not null } or { Answered: not null } or { Turn: not null } or { Note: not null } or { Ended: not null } ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

// Source-generated: the first event of a process must not pay for reflection while a caller waits for 180.
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalLine))]
[JsonSerializable(typeof(TurnLatency))]
internal sealed partial class JournalJson : JsonSerializerContext;
