using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Calls;

/// <summary>One refused request, for people who ask why a call did not come through. Numbers are masked but for their last four places.</summary>
/// <param name="Peer">Address (and port, once admitted) that it came from.</param>
/// <param name="Status">SIP status of the answer; 0: none was sent.</param>
public sealed record RejectedRequest(DateTimeOffset At, RejectCause Cause, string Method, string Peer, int Status)
{
    private const int Shown = 4;
    private const int LongestShown = 64;
    private const int LongestReference = 256;

    /// <summary>Who called, as signalled.</summary>
    public string From { get; init; } = "";

    /// <summary>Who was called.</summary>
    public string To { get; init; } = "";

    /// <summary>Its Call-ID, by which its messages are found.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Trunk that it came by; null: none.</summary>
    public string? Trunk { get; init; }

    /// <summary>What exactly failed: a rule's name, a step, a limit. Null: the cause says it all.</summary>
    public string? Detail { get; init; }

    internal static RejectedRequest Of(RejectCause cause, SipRequest request, string peer, int status) => new(default, cause, request.Method, peer, status)
    {
        From = Mask(request.Headers.From?.Uri.UserText),
        To = Mask(request.RequestUri.UserText),
        Reference = request.Headers.CallId is { Length: <= LongestReference } callId ? callId : "",
    };

    /// <summary>All but the last four places as stars; a short extension stays readable.</summary>
    internal static string Mask(string? number)
    {
        if (number is null || number.Length <= Shown)
        {
            return number ?? "";
        }

        var text = number.Length > LongestShown ? number[^LongestShown..] : number;
        return string.Concat(new string('*', text.Length - Shown), text.AsSpan(text.Length - Shown));
    }
}
