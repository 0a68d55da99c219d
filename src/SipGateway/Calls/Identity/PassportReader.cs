using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Voxie.SipGateway.Calls.Identity;

/// <summary>Reads the Identity header (RFC 8224 4). Never throws; what it reads is bounded by the limit of a header line.</summary>
internal static class PassportReader
{
    private const int MostDestinations = 16;
    private static readonly JsonDocumentOptions Shallow = new() { MaxDepth = 8 };

    /// <returns>False: no PASSporT in full form with the parts that are needed.</returns>
    public static bool TryRead(string header, [NotNullWhen(true)] out Passport? passport)
    {
        passport = null;
        var end = header.IndexOf(';');
        var token = (end < 0 ? header : header[..end]).Trim(' ', '\t', '"');
        var parts = token.Split('.');
        if (parts.Length != 3 || !TryDecode(parts[0], out var head) || !TryDecode(parts[1], out var body) || !TryDecode(parts[2], out var signature))
        {
            return false;
        }

        try
        {
            using var headJson = JsonDocument.Parse(head, Shallow);
            using var bodyJson = JsonDocument.Parse(body, Shallow);
            passport = Read(headJson.RootElement, bodyJson.RootElement, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature);
            return passport is not null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return false; // no JSON, or a string in it that is no text
        }
    }

    private static Passport? Read(JsonElement head, JsonElement body, byte[] signed, byte[] signature)
    {
        if (head.ValueKind != JsonValueKind.Object || body.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var destinations = new List<string>();
        if (Member(body, "dest") is { ValueKind: JsonValueKind.Object } dest)
        {
            Add(destinations, Member(dest, "tn"));
            Add(destinations, Member(dest, "uri"));
        }

        var origin = Member(body, "orig") is { ValueKind: JsonValueKind.Object } orig ? Text(orig, "tn") ?? Text(orig, "uri") : null;
        long? issuedAt = Member(body, "iat") is { ValueKind: JsonValueKind.Number } iat && iat.TryGetInt64(out var seconds) ? seconds : null;
        return new Passport(Text(head, "alg"), Text(head, "ppt"), Text(body, "attest"), Text(body, "origid"), issuedAt, origin, destinations, signed, signature);
    }

    private static void Add(List<string> into, JsonElement? list)
    {
        if (list is not { ValueKind: JsonValueKind.Array } array)
        {
            return;
        }

        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.String && into.Count < MostDestinations)
            {
                into.Add(item.GetString()!);
            }
        }
    }

    private static JsonElement? Member(JsonElement value, string name) => value.TryGetProperty(name, out var member) ? member : null;

    private static string? Text(JsonElement value, string name) =>
        Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static bool TryDecode(string part, out byte[] bytes)
    {
        bytes = [];
        if (part.Length == 0 || !Base64Url.IsValid(part))
        {
            return false;
        }

        bytes = Base64Url.DecodeFromChars(part);
        return true;
    }
}
