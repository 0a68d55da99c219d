using System.Text;

namespace Voxie.SipGateway.Messages;

/// <summary>
/// Finds one kind of content in a body, alone or as a part of a multipart (RFC 2046 5.1; RFC 5621). Carriers put ISUP or location
/// beside the session description. Parts we do not know are passed over even when their handling says required:
/// refusing the call would serve nobody. Depth and number of parts are bounded.
/// </summary>
internal static class MessageBody
{
    public static bool TryFind(SipMessage message, MediaType wanted, out ReadOnlyMemory<byte> content)
    {
        var partsLeft = SipLimits.MultipartParts;
        return TryFind(message.Headers, message.Body, wanted, SipLimits.MultipartDepth, ref partsLeft, out content);
    }

    private static bool TryFind(
        SipHeaders headers, ReadOnlyMemory<byte> body, MediaType wanted, int depthLeft, ref int partsLeft, out ReadOnlyMemory<byte> content)
    {
        content = body;
        if (headers.ContentType is not { } type || !IsPlain(headers)) return false;
        if (type.Is(wanted.Type, wanted.Subtype)) return true;
        if (!type.IsMultipart || depthLeft == 0 || type.Parameters.Text("boundary") is not { Length: > 0 and <= 70 } boundary) return false;

        var parts = new MultipartReader(body, Encoding.UTF8.GetBytes(boundary));
        while (partsLeft > 0 && parts.TryRead(out var part))
        {
            partsLeft--;
            var lines = new HeaderLines(part.Span);
            var section = HeaderSection.Read(ref lines);
            if (section.Fault != SipParseReason.None) continue;
            var partBody = part[^lines.Rest.Length..];
            if (TryFind(section.Headers, partBody, wanted, depthLeft - 1, ref partsLeft, out content)) return true;
        }

        return false;
    }

    /// <summary>Not packed, and in no transfer encoding that changes bytes.</summary>
    private static bool IsPlain(SipHeaders headers) =>
        headers[HeaderNames.ContentEncoding]?.ToLowerInvariant() is null or "identity"
        && headers["Content-Transfer-Encoding"]?.ToLowerInvariant() is null or "7bit" or "8bit" or "binary";
}
