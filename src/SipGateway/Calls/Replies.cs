using System.Globalization;
using Voxie.SipGateway.Dialogs;
using Voxie.SipGateway.Messages;
using Voxie.SipGateway.Sdp;
using Voxie.SipGateway.Transactions;

namespace Voxie.SipGateway.Calls;

/// <summary>Responses that carry more than their status.</summary>
internal static class Replies
{
    /// <summary>405 or 501, with what we do instead.</summary>
    public static SipResponse NotAllowed(ServerTransaction transaction, int status) =>
        With(transaction.NewResponse(status), HeaderNames.Allow, SipCapabilities.Allow);

    public static SipResponse BadExtension(ServerTransaction transaction, IReadOnlyList<string> missing) =>
        With(transaction.NewResponse(420), HeaderNames.Unsupported, string.Join(", ", missing));

    public static SipResponse UnsupportedMedia(ServerTransaction transaction, string accept) =>
        With(transaction.NewResponse(415), HeaderNames.Accept, accept);

    public static SipResponse Unavailable(ServerTransaction transaction, string? retryAfter) =>
        retryAfter is null ? transaction.NewResponse(503) : With(transaction.NewResponse(503), HeaderNames.RetryAfter, retryAfter);

    /// <summary>400 or 488, with the Warning that says what did not fit.</summary>
    public static SipResponse SdpRefused(ServerTransaction transaction, SdpRefusal refusal) => With(
        transaction.NewResponse(refusal.Status()),
        HeaderNames.Warning,
        new WarningHeader(refusal.WarningCode(), "voxie", refusal.WarningText()).ToString());

    /// <summary>406: the caller would not read our session description.</summary>
    public static SipResponse NotAcceptable(ServerTransaction transaction) => With(
        transaction.NewResponse(406),
        HeaderNames.Warning,
        new WarningHeader(WarningHeader.Miscellaneous, "voxie", "Only application/sdp can be answered").ToString());

    /// <summary>What we can do (RFC 3261 11.2).</summary>
    public static SipResponse Options(ServerTransaction transaction, int status)
    {
        var response = transaction.NewResponse(status);
        return response with { Headers = SipCapabilities.Describe(response.Headers).Add(HeaderNames.Accept, SipCapabilities.Accept) };
    }

    /// <summary>422: the session interval is below our minimum (RFC 4028 6).</summary>
    public static SipResponse IntervalTooSmall(ServerTransaction transaction, uint minimum) => With(transaction.NewResponse(422),
        HeaderNames.MinSE, Math.Max(SessionIntervals.Least, minimum).ToString(CultureInfo.InvariantCulture));

    /// <summary>200 to an UPDATE.</summary>
    public static SipResponse Refreshed(ServerTransaction transaction, SipDialog dialog, SipHeaders interval, ReadOnlyMemory<byte> answer)
    {
        var response = Described(transaction.NewResponse(200), dialog);
        return (response with { Headers = new SipHeaders([.. response.Headers, .. interval]) }).WithDescription(answer);
    }

    /// <summary>A 2xx within a dialog, with our Contact and what we can.</summary>
    public static SipResponse Described(SipResponse response, SipDialog dialog) =>
        response with { Headers = SipCapabilities.Describe(response.Headers).Add(HeaderNames.Contact, dialog.Contact.ToString()) };

    private static SipResponse With(SipResponse response, string name, string value) =>
        response with { Headers = response.Headers.Add(name, value) };
}
