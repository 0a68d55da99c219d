using System.Globalization;
using System.Text;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>A key press carried by INFO: <c>application/dtmf-relay</c> (Signal=, Duration=) or <c>application/dtmf</c> (the key alone).</summary>
internal static class InfoDigit
{
    /// <summary>What we say that we take in INFO.</summary>
    public const string Accept = "application/dtmf-relay, application/dtmf";

    /// <summary>What we send.</summary>
    public const string RelayType = "application/dtmf-relay";

    private const int MaxBody = 256;
    private static readonly TimeSpan UsualDuration = TimeSpan.FromMilliseconds(160);

    public static bool IsDigitType(MediaType type) => type.Is("application", "dtmf-relay") || type.Is("application", "dtmf");

    /// <summary>Answers an INFO within a dialog; a digit goes to <paramref name="user"/>.</summary>
    public static void Answer(ServerTransaction transaction, ISipSessionUser user)
    {
        var request = transaction.Request;
        if (request.Body.IsEmpty)
        {
            transaction.Respond(200); // some peers use it as a keep-alive
        }
        else if (request.Headers.ContentType is not { } type || !IsDigitType(type))
        {
            transaction.Respond(Replies.UnsupportedMedia(transaction, Accept));
        }
        else if (TryRead(type, request.Body.Span, out var digit, out var duration))
        {
            transaction.Respond(200);
            user.DigitReceived(digit, duration);
        }
        else
        {
            transaction.Respond(400);
        }
    }

    /// <summary>The body of an INFO of ours.</summary>
    public static byte[] Write(char digit, TimeSpan duration) => Encoding.ASCII.GetBytes(string.Create(
        CultureInfo.InvariantCulture, $"Signal={char.ToUpperInvariant(digit)}\r\nDuration={(int)Math.Clamp(duration.TotalMilliseconds, 1, 8000)}\r\n"));

    /// <summary>Reads the body of an INFO of a digit type. Spaces, line ends of any kind and the numbers 10, 11 for * and # occur.</summary>
    /// <returns>False: no key that we know.</returns>
    public static bool TryRead(MediaType type, ReadOnlySpan<byte> body, out char digit, out TimeSpan duration)
    {
        digit = '\0';
        duration = UsualDuration;
        if (body.Length > MaxBody)
        {
            return false;
        }

        var text = Encoding.ASCII.GetString(body);
        if (!type.Is("application", "dtmf-relay"))
        {
            return TryKey(text.AsSpan().Trim(), out digit);
        }

        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var equals = line.IndexOf('=');
            if (equals < 0)
            {
                continue;
            }

            var name = line[..equals].Trim();
            var value = line[(equals + 1)..].Trim();
            if (name.Equals("Signal", StringComparison.OrdinalIgnoreCase))
            {
                TryKey(value, out digit);
            }
            else if (name.Equals("Duration", StringComparison.OrdinalIgnoreCase)
                && ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            {
                duration = TimeSpan.FromMilliseconds(milliseconds);
            }
        }

        return digit != '\0';
    }

    private static bool TryKey(ReadOnlySpan<char> text, out char digit)
    {
        digit = text switch
        {
            "10" => '*',
            "11" => '#',
            [>= '0' and <= '9' or '*' or '#' or >= 'A' and <= 'D'] => text[0],
            [>= 'a' and <= 'd'] => char.ToUpperInvariant(text[0]),
            _ => '\0',
        };
        return digit != '\0';
    }
}
