using System.CommandLine;
using Voxie.Admin.Routes;

namespace Voxie.Admin.Cli.Routing;

/// <summary>The command line of <c>voxie route-test</c>.</summary>
internal static class RouteTestCommand
{
    public static Command Build(Func<RouteTestBody, bool, ParseResult, CancellationToken, Task<int>> run)
    {
        var to = new Option<string>("--to") { Description = "Who is dialled: a user, user@host, or a SIP URI", Required = true };
        var from = new Option<string?>("--from") { Description = "Who calls, as signalled" };
        var trunk = new Option<string?>("--trunk") { Description = "Trunk that the call comes by (absent: a program of this machine)" };
        var source = new Option<string?>("--source") { Description = "Address that it comes from, instead of a trunk: the trunk is found as it is for calls" };
        var transport = new Option<string?>("--transport") { Description = "Transport beside --source: udp, tcp, tls (absent: udp)" };
        var header = new Option<string[]>("--header") { Description = "A header of the INVITE, \"Name: value\"; may be repeated", DefaultValueFactory = _ => [] };
        header.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !token.Value.Contains(':', StringComparison.Ordinal)))
            {
                result.AddError($"'{token.Value}' is not a header. Write \"Name: value\".");
            }
        });
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };
        var test = new Command("route-test", "Say which route a call would take, and why the others do not match; needs no running node")
        {
            to, from, trunk, source, transport, header, json,
        };
        test.SetAction((parsed, cancellation) => run(new RouteTestBody
        {
            To = parsed.GetValue(to)!,
            From = parsed.GetValue(from),
            Trunk = parsed.GetValue(trunk),
            Source = parsed.GetValue(source),
            Transport = parsed.GetValue(transport),
            Headers = [.. (parsed.GetValue(header) ?? []).Select(line => line.Split(':', 2)).Select(parts => new RouteHeaderDocument { Name = parts[0].Trim(), Value = parts[1].Trim() })],
        }, parsed.GetValue(json), parsed, cancellation));
        return test;
    }
}
