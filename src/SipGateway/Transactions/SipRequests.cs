using System.Globalization;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Transactions;

/// <summary>Requests of ours that follow from others. All come without a Via but those that must share the INVITE's.</summary>
internal static class SipRequests
{
    private const string MaxForwards = "70";

    /// <summary>A request with the headers that every one needs (RFC 3261 8.1.1).</summary>
    public static SipRequest New(
        string method, SipUri uri, IEnumerable<NameAddr> routes, NameAddr from, NameAddr to, string callId, uint sequence, NameAddr contact)
    {
        List<SipHeader> headers =
        [
            .. routes.Select(route => new SipHeader(HeaderNames.Route, route.ToString())),
            new(HeaderNames.MaxForwards, MaxForwards),
            new(HeaderNames.From, from.ToString()),
            new(HeaderNames.To, to.ToString()),
            new(HeaderNames.CallId, callId),
            new(HeaderNames.CSeq, new CSeq(sequence, method).ToString()),
        ];
        if (method is SipMethod.Invite or SipMethod.Update or SipMethod.Options or SipMethod.Refer or SipMethod.Notify)
        {
            headers.Add(new SipHeader(HeaderNames.Contact, contact.ToString()));
        }

        return new SipRequest { Method = method, RequestUri = uri, Headers = new SipHeaders(headers) };
    }

    /// <summary>The same request once more, as a new one: another sequence number, and the Via is still to come (8.1.3.5, 22.2).</summary>
    public static SipRequest Again(SipRequest sent, uint sequence) => sent with
    {
        Headers = sent.Headers.Without(HeaderNames.Via).With(HeaderNames.CSeq, new CSeq(sequence, sent.Method).ToString()),
    };

    /// <summary>17.1.1.3: the ACK to a refusal lives in the INVITE's transaction and has its Via; its To is the response's.</summary>
    public static SipRequest AckToFailure(SipRequest invite, SipResponse response) =>
        SameHop(invite, SipMethod.Ack, response.Headers[HeaderNames.To] ?? invite.Headers[HeaderNames.To]!);

    /// <summary>9.1: a CANCEL has the Request-URI, Call-ID, To, From, sequence number, Via and Route of the request it ends.</summary>
    public static SipRequest Cancel(SipRequest invite) => SameHop(invite, SipMethod.Cancel, invite.Headers[HeaderNames.To]!);

    private static SipRequest SameHop(SipRequest invite, string method, string to)
    {
        var headers = invite.Headers;
        var number = headers.CSeq!.Value.Number.ToString(CultureInfo.InvariantCulture);
        return new SipRequest
        {
            Method = method,
            RequestUri = invite.RequestUri,
            Headers = new SipHeaders(
            [
                new(HeaderNames.Via, headers.TopVia!.ToString()),
                .. headers.Where(header => header.Name == HeaderNames.Route),
                new(HeaderNames.MaxForwards, MaxForwards),
                new(HeaderNames.From, headers[HeaderNames.From]!),
                new(HeaderNames.To, to),
                new(HeaderNames.CallId, headers.CallId!),
                new(HeaderNames.CSeq, $"{number} {method}"),
            ]),
        };
    }
}
