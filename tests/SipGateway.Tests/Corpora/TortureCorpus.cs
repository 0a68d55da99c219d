using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Voxie.SipGateway.Tests.Corpora;

/// <summary>The torture messages with their manifests, for every test that wants to run through them.</summary>
internal static class TortureCorpus
{
    public static readonly IReadOnlyList<TortureMessage> Rfc4475 = Read4475();
    public static readonly IReadOnlyList<TortureMessage> Rfc5118 = Read5118();

    public static IEnumerable<TortureMessage> All => Rfc4475.Concat(Rfc5118);

    public static TortureMessage Get(string file) => All.Single(message => message.File == file);

    /// <summary>The RFC 5118 file itself: bare LF, and three with a Content-Length that is wrong once the lines end in CRLF.</summary>
    public static byte[] Raw5118(string file) => File.ReadAllBytes(PathOf("rfc5118", file));

    /// <summary>An RFC 5118 file with CRLF and whatever Content-Length it declares.</summary>
    public static byte[] WithCrLf(byte[] lf) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(lf).ReplaceLineEndings("\r\n"));

    private static List<TortureMessage> Read4475()
    {
        var messages = new List<TortureMessage>();
        foreach (var entry in Manifest("rfc4475"))
        {
            var file = entry.GetProperty("file").GetString()!;
            var bytes = File.ReadAllBytes(PathOf("rfc4475", file));
            var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
            if (hash != entry.GetProperty("sha256").GetString()) throw new InvalidDataException($"{file} is not the archived message");
            messages.Add(new(file, Text(entry, "section"), Text(entry, "cls"), entry.GetProperty("is_response").GetBoolean(), Text(entry, "expect"), bytes));
        }

        return messages;
    }

    private static List<TortureMessage> Read5118()
    {
        var messages = new List<TortureMessage>();
        foreach (var entry in Manifest("rfc5118"))
        {
            var file = Text(entry, "file");
            messages.Add(new(file, Text(entry, "section"), Text(entry, "cls").Split(' ')[0], false, Text(entry, "expect"), WithTrueLength(WithCrLf(Raw5118(file)))));
        }

        return messages;
    }

    private static byte[] WithTrueLength(byte[] bytes)
    {
        var text = Encoding.Latin1.GetString(bytes);
        // Two of the files end with their last header line.
        var headersEnd = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var bodyLength = headersEnd < 0 ? 0 : text.Length - headersEnd - 4;
        var at = text.IndexOf("Content-Length:", StringComparison.Ordinal);
        var end = text.IndexOf("\r\n", at, StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(text[..at] + "Content-Length: " + bodyLength.ToString(CultureInfo.InvariantCulture) + text[end..]);
    }

    private static List<JsonElement> Manifest(string folder) =>
        JsonSerializer.Deserialize<List<JsonElement>>(File.ReadAllBytes(PathOf(folder, "manifest.json")))!;

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString()!;

    private static string PathOf(string folder, string file) => Path.Combine(AppContext.BaseDirectory, "Corpora", folder, file);
}
