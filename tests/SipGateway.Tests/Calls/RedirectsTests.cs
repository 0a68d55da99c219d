using Voxie.SipGateway.Calls;
using Voxie.SipGateway.Messages;

namespace Voxie.SipGateway.Tests.Calls;

public sealed class RedirectsTests
{
    private static readonly SipUri First = SipUri.Sip("first", "127.0.0.1");

    private static SipResponse Response(int status, params string[] contacts) => new()
    {
        StatusCode = status,
        ReasonPhrase = "",
        Headers = new SipHeaders(contacts.Select(contact => new SipHeader("Contact", contact))),
    };

    [Fact]
    public void Contacts_are_tried_by_weight_each_once_without_their_headers()
    {
        var redirects = new Redirects(First);
        var moved = Response(302, "<sip:b@127.0.0.1>;q=0.5, <sip:a@127.0.0.1?Route=%3Csip:evil%3E>;q=0.9", "<sip:first@127.0.0.1>;q=1", "<sip:c@127.0.0.1>;q=0.1");

        Assert.Equal("sip:a@127.0.0.1", redirects.Next(moved)?.ToString());
        Assert.Equal("sip:b@127.0.0.1", redirects.Next(Response(486))?.ToString());
        Assert.Equal("sip:c@127.0.0.1", redirects.Next(Response(301, "<sip:a@127.0.0.1>", "<sip:b@127.0.0.1>"))?.ToString());
        Assert.Null(redirects.Next(Response(404)));
    }

    [Theory]
    [InlineData(305)]
    [InlineData(380)]
    [InlineData(486)]
    public void Other_responses_redirect_nobody(int status) =>
        Assert.Null(new Redirects(First).Next(Response(status, "<sip:a@127.0.0.1>")));

    [Fact]
    public void A_6xx_ends_the_search_and_five_targets_are_the_most()
    {
        var ended = new Redirects(First);
        ended.Next(Response(302, "<sip:a@127.0.0.1>", "<sip:b@127.0.0.1>"));
        Assert.Null(ended.Next(Response(603)));

        var chased = new Redirects(First);
        var tried = Enumerable.Range(0, 20).Count(i => chased.Next(Response(302, $"<sip:x{i}@127.0.0.1>")) is not null);
        Assert.Equal(Redirects.Most, tried);
    }
}
