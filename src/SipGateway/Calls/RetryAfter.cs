using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>Retry-After (RFC 3261 20.33): seconds, then perhaps a comment and parameters.</summary>
internal static class RetryAfter
{
    private const uint Most = 3600;

    /// <summary>What a response asks us to wait; zero when it does not say. At most an hour.</summary>
    public static TimeSpan Of(SipHeaders headers)
    {
        var text = (headers[HeaderNames.RetryAfter] ?? "").AsSpan().TrimStart(" \t");
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        return SipText.TryDigits(digits, uint.MaxValue, out var seconds) ? TimeSpan.FromSeconds(Math.Min(seconds, Most)) : TimeSpan.Zero;
    }
}
