using Voxie.SipGateway.Calls.Routing;

namespace Voxie.SipGateway.Tests.Calls.Routing;

public sealed class RouteTableTests
{
    private static readonly Func<string, string?> Agents = extension => extension == "100" ? "reception" : null;

    private static RouteRequest Call(string to = "100", string? from = null, string? trunk = null, bool trusts = true, params (string Name, string Value)[] headers) =>
        RouteRequest.Of(to, from, trunk, trusts, [.. headers.Select(header => KeyValuePair.Create(header.Name, header.Value))]);

    private static Route Rule(string name, RouteConditions when) => new(name, when, new ToReject(603));

    private static bool Fits(RouteConditions when, RouteRequest call) => new RouteTable([Rule("rule", when)]).Decide(call, Agents).Rule == "rule";

    [Theory]
    [InlineData("100", "100", true)]
    [InlineData("100", "1001", false)]
    [InlineData("Sales", "sALES", true)]
    public void User_is_the_whole_dialled_user(string wanted, string dialled, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { User = wanted }, Call(dialled)));

    [Theory]
    [InlineData("+49", "+4930123", true)]
    [InlineData("+49", "4930123", false)]
    [InlineData("", "anything", true)]
    public void A_prefix_is_its_beginning(string prefix, string dialled, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { UserPrefix = prefix }, Call(dialled)));

    [Theory]
    [InlineData(@"^\+49(30|40)\d+$", "+4930123", true)]
    [InlineData(@"^\+49(30|40)\d+$", "+4989123", false)]
    [InlineData("sales", "the-SALES-desk", true)]
    [InlineData("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false)] // linear, whatever is nested
    public void A_pattern_finds_something_in_it(string pattern, string dialled, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { UserPattern = pattern }, new RouteRequest(dialled, "h", null, null, true, _ => [])));

    [Fact]
    public void An_endless_user_matches_no_pattern() =>
        Assert.False(Fits(new RouteConditions { UserPattern = "1" }, new RouteRequest(new string('1', 10_000), "h", null, null, true, _ => [])));

    [Theory]
    [InlineData("(?=a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(")]
    [InlineData("[z-a]")]
    public void A_pattern_that_is_none_or_may_take_for_ever_is_told(string pattern)
    {
        Assert.NotNull(RouteTable.PatternFault(pattern));
        Assert.ThrowsAny<Exception>(() => new RouteTable([Rule("r", new RouteConditions { UserPattern = pattern })]));
    }

    [Theory]
    [InlineData("*.example.com", "sip:1@pbx.example.com", true)]
    [InlineData("*.example.com", "sip:1@example.com", false)]
    [InlineData("PBX.example.com", "sip:1@pbx.EXAMPLE.com:5090", true)]
    [InlineData("10.0.0.?", "sip:1@10.0.0.7", true)]
    public void A_host_is_compared_without_its_port(string glob, string dialled, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { Host = glob }, Call(dialled)));

    [Theory]
    [InlineData("+49*", "+4930123", true)]
    [InlineData("+49*", null, false)]
    [InlineData("*", null, true)]
    [InlineData("*99", "12399", true)]
    [InlineData("*9*9?", "1909a", true)]
    public void A_caller_fits_a_glob(string glob, string? from, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { From = glob }, Call(from: from)));

    [Theory]
    [InlineData("telnyx", "telnyx", true)]
    [InlineData("telnyx", "twilio", false)]
    [InlineData("telnyx", null, false)]
    [InlineData("local", null, true)]
    [InlineData("local", "telnyx", false)]
    public void A_trunk_is_the_one_that_the_call_came_by(string wanted, string? trunk, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { Trunk = wanted }, Call(trunk: trunk)));

    [Theory]
    [InlineData("X-Line", "sales*", "X-Line", "sales-1", true)]
    [InlineData("x-line", "sales*", "X-LINE", "Sales-1", true)]
    [InlineData("X-Line", "sales", "X-Line", "sales-1", false)]
    [InlineData("X-Line", "*", "X-Other", "sales", false)]
    [InlineData("Subject", "hello", "s", "hello", true)] // compact form
    [InlineData("Diversion", "*100*", "Diversion", "<sip:100@pbx>;reason=no-answer", true)]
    public void A_header_fits_in_any_spelling_of_its_name(string name, string value, string sentName, string sentValue, bool fits) =>
        Assert.Equal(fits, Fits(new RouteConditions { Headers = [new HeaderCondition(name, value)] }, Call(headers: (sentName, sentValue))));

    [Fact]
    public void One_of_several_headers_of_a_name_is_enough_and_every_condition_must_hold()
    {
        var when = new RouteConditions { Headers = [new HeaderCondition("X-A", "2"), new HeaderCondition("X-B")] };
        Assert.True(Fits(when, Call(headers: [("X-A", "1"), ("X-A", "2"), ("X-B", "")])));
        Assert.False(Fits(when, Call(headers: [("X-A", "2")])));
    }

    [Fact]
    public void Headers_of_a_sender_that_is_not_trusted_decide_nothing()
    {
        var when = new RouteConditions { Headers = [new HeaderCondition("X-Line")] };
        Assert.False(Fits(when, Call(trunk: "t", trusts: false, headers: ("X-Line", "1"))));
        var steps = new RouteTable([Rule("rule", when)]).Explain(Call(trunk: "t", trusts: false, headers: ("X-Line", "1")), Agents);
        Assert.Contains("not trusted", steps[0].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_match_wins_and_extensions_come_last()
    {
        var table = new RouteTable(
        [
            new Route("off", new RouteConditions(), new ToReject(500), Enabled: false),
            new Route("night", new RouteConditions { From = "anonymous" }, new ToReject(603)),
            new Route("one", new RouteConditions { UserPrefix = "1" }, new ToAgent("first")),
            new Route("two", new RouteConditions { UserPrefix = "10" }, new ToAgent("second")),
        ]);
        Assert.Equal(("one", new ToAgent("first")), (table.Decide(Call("100"), Agents).Rule, table.Decide(Call("100"), Agents).Action));
        Assert.Equal(("night", new ToReject(603)), (table.Decide(Call("100", "anonymous"), Agents).Rule, table.Decide(Call("100", "anonymous"), Agents).Action));
        Assert.Equal(RouteDecision.Nobody, table.Decide(Call("200"), Agents));
        Assert.Equal(new RouteDecision(RouteTable.ExtensionRule, new ToAgent("reception")), RouteTable.Empty.Decide(Call("100"), Agents));
    }

    [Fact]
    public void Every_rule_says_why()
    {
        var table = new RouteTable(
        [
            new Route("off", new RouteConditions(), new ToReject(500), Enabled: false),
            Rule("user", new RouteConditions { User = "200" }),
            Rule("prefix", new RouteConditions { UserPrefix = "2" }),
            Rule("pattern", new RouteConditions { UserPattern = "^2" }),
            Rule("host", new RouteConditions { Host = "pbx" }),
            Rule("from", new RouteConditions { From = "+49*" }),
            Rule("trunk", new RouteConditions { Trunk = "telnyx" }),
            Rule("header", new RouteConditions { Headers = [new HeaderCondition("X-Line", "1")] }),
            new Route("bridge", new RouteConditions { UserPrefix = "1" }, new ToTrunk("pbx", Strip: 1, Prepend: "9")),
            new Route("later", new RouteConditions(), new ToReject(486)),
        ]);
        var steps = table.Explain(Call("100@voxie", "7"), Agents);
        Assert.Equal(
        [
            "off: the rule is disabled.",
            "user: user is '100', not '200'.",
            "prefix: user '100' does not begin with '2'.",
            "pattern: user '100' does not match /^2/.",
            "host: host 'voxie' does not fit 'pbx'.",
            "from: caller '7' does not fit '+49*'.",
            "trunk: trunk is 'local', not 'telnyx'.",
            "header: no header X-Line fits '1'.",
            "bridge: fits: '900' through trunk 'pbx'.",
            "later: fits, but 'bridge' comes first.",
            "agent extension: fits (agent 'reception'), but 'bridge' comes first.",
        ], steps.Select(step => $"{step.Rule}: {step.Why}"));
        Assert.Equal("bridge", steps.Single(step => step.Matched).Rule);
    }

    [Theory]
    [InlineData("12345", null, 0, "", "12345")]
    [InlineData("912345", null, 1, "", "12345")]
    [InlineData("030123", null, 1, "+49", "+4930123")]
    [InlineData("1", null, 5, "7", "7")]
    [InlineData("1", "200", 3, "7", "200")]
    public void What_is_dialled_on_a_trunk_follows_from_what_was_dialled(string dialled, string? user, int strip, string prepend, string expected) =>
        Assert.Equal(expected, new ToTrunk("t", user, strip, prepend).UserFor(dialled));
}
