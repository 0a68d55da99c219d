using System.Globalization;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Registrations;

/// <summary>What a final response to REGISTER means. Pure.</summary>
internal static class RegistrationAnswer
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <param name="contact">The contact that we registered.</param>
    /// <param name="asked">What we asked for, when the registrar does not say what it gives.</param>
    public static RegistrationInput Of(SipResponse response, SipUri contact, TimeSpan asked) => response.StatusCode switch
    {
        >= 200 and < 300 => new RegistrationInput.Granted(GrantOf(response.Headers, contact, asked)),
        423 => new RegistrationInput.TooBrief(SecondsOf(response.Headers, HeaderNames.MinExpires) ?? TimeSpan.Zero),
        // 401 and 407 that come here could not be answered. 404: the registrar does not know the extension.
        401 or 403 or 404 or 407 or >= 600 => new RegistrationInput.Refused(),
        _ => new RegistrationInput.Failed(RetryAfterOf(response.Headers)),
    };

    /// <summary>
    /// 10.2.4: the expires parameter of our own contact, else the Expires header. Some registrars give the contact back
    /// rewritten: when there is only one, it is ours.
    /// </summary>
    private static TimeSpan GrantOf(SipHeaders headers, SipUri contact, TimeSpan asked)
    {
        var line = contact.Parameters[RegisteredLine.Parameter];
        var ours = headers.Contacts.FirstOrDefault(other => other.Uri.Parameters[RegisteredLine.Parameter] == line)
            ?? headers.Contacts.FirstOrDefault(other => other.Uri.IsEquivalentTo(contact))
            ?? (headers.Contacts is [var only] ? only : null);
        var granted = SipText.TryDigits(ours?.Parameters["expires"], uint.MaxValue, out var seconds) ? TimeSpan.FromSeconds(seconds)
            : SecondsOf(headers, HeaderNames.Expires) ?? asked;
        // Nothing granted to what we asked to keep: the answer is not about us; try again soon.
        return granted < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(10) : granted > Longest ? Longest : granted;
    }

    private static TimeSpan? SecondsOf(SipHeaders headers, string name) => headers.Seconds(name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>20.33: seconds, perhaps with a comment and parameters behind them.</summary>
    private static TimeSpan RetryAfterOf(SipHeaders headers)
    {
        var digits = new string([.. (headers[HeaderNames.RetryAfter] ?? "").TakeWhile(char.IsAsciiDigit)]);
        return uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : TimeSpan.Zero;
    }
}
