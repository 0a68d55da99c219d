using Voxie.Admin.Routes;
using Voxie.SipGateway.Calls.Routing;
using Route = Voxie.SipGateway.Calls.Routing.Route;

namespace Voxie.Admin.Tests.Routes;

public sealed class RouteFilesTests
{
    [Fact]
    public void A_file_says_conditions_and_actions()
    {
        var (file, errors) = RouteFiles.Parse("r.yaml", """
            schema: 1
            routes:
              - name: sales
                when: {userPrefix: "+4930", from: "+49*", trunk: telnyx, headers: [{name: X-Line, value: "s*"}]}
                agent: reception
              - name: pbx
                when: {userPattern: "^9\\d+$"}
                dial: {trunk: office, strip: 1}
              - name: rest
                enabled: false
                reject: 603
            """);
        Assert.Empty(errors);
        var routes = file.ToTable().Routes;
        Assert.Equal(["sales", "pbx", "rest"], routes.Select(route => route.Name));
        Assert.Equal([new ToAgent("reception"), new ToTrunk("office", Strip: 1), new ToReject(603)], routes.Select(route => route.Do));
        Assert.Equal(("+4930", "+49*", "telnyx"), (routes[0].When.UserPrefix, routes[0].When.From, routes[0].When.Trunk));
        Assert.Equal(new HeaderCondition("X-Line", "s*"), routes[0].When.Headers.Single());
        Assert.False(routes[2].Enabled);
    }

    [Theory]
    [InlineData("routes:\n  - name: a\n    agent: x\n    reject: 603", "r.yaml:3: routes.0.agent: there must be exactly one of agent, dial and reject.")]
    [InlineData("routes:\n  - name: a", "r.yaml:2: routes.0.agent: there must be exactly one of agent, dial and reject.")]
    [InlineData("routes:\n  - name: a\n    reject: 200", "r.yaml:3: routes.0.reject: is not between 400 and 699.")]
    [InlineData("routes:\n  - name: A b\n    reject: 603", "r.yaml:2: routes.0.name: must be")]
    [InlineData("routes:\n  - {name: a, reject: 603}\n  - {name: a, reject: 603}", "r.yaml:1: routes: has two rules of one name.")]
    [InlineData("routes:\n  - name: a\n    reject: 603\n    when: {user_pattern: x}", "r.yaml:4: routes.0.when.user_pattern: unknown key.")]
    [InlineData("routes:\n  - name: a\n    reject: 603\n    when:\n      userPattern: \"(\"", "r.yaml:5: routes.0.when.userPattern: ")]
    [InlineData("routes:\n  - name: a\n    reject: 603\n    when:\n      userPattern: \"(?=x)\"", "r.yaml:5: routes.0.when.userPattern: uses look-around")]
    [InlineData("routes:\n  - name: a\n    dial: {strip: 1}", "r.yaml:3: routes.0.dial.trunk: must be")]
    [InlineData("routes:\n  - name: a\n    reject: 603\n    when: {headers: [{name: \"a b\"}]}", "r.yaml:4: routes.0.when.headers.0.name: is not a header name.")]
    [InlineData("schema: 3", "r.yaml:1: schema: '3' is not a format this version knows (1).")]
    public void A_bad_file_is_refused_with_line_key_and_reason(string yaml, string expected)
    {
        var (_, errors) = RouteFiles.Parse("r.yaml", yaml);
        Assert.NotEmpty(errors);
        Assert.StartsWith(expected, errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_file_is_no_routes()
    {
        var (file, errors) = RouteFiles.Read("/nowhere/routes.yaml");
        Assert.Null(file);
        Assert.Empty(errors);
    }
}
