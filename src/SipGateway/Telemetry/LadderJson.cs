using System.Text.Json;
using System.Text.Json.Serialization;

namespace Voxie.SipGateway.Telemetry;

/// <summary>Ladders as JSON: the form in which they are kept, and which the API gives as it is.</summary>
public static class LadderJson
{
    /// <summary>Kind of the artifact that a SIP leg leaves behind.</summary>
    public const string ArtifactKind = "sip";

    public const string MediaType = "application/json";

    public static byte[] Write(SipLadder ladder) => JsonSerializer.SerializeToUtf8Bytes(ladder, LadderJsonContext.Default.SipLadder);

    /// <returns>Null: no ladder that this version reads.</returns>
    public static SipLadder? TryRead(Stream json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, LadderJsonContext.Default.SipLadder);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(DirectionConverter)])]
[JsonSerializable(typeof(SipLadder))]
internal sealed partial class LadderJsonContext : JsonSerializerContext
{
    private sealed class DirectionConverter() : JsonStringEnumConverter<SipDirection>(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false);
}
