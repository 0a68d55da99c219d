using System.CommandLine;

namespace Voxie.Admin.Cli.Calling;

/// <summary>The command line of <c>voxie call</c>.</summary>
internal static class CallCommand
{
    public static Command Build(Func<CallRequest, ParseResult, CancellationToken, Task<int>> run)
    {
        var address = new Argument<string>("address") { Description = "sip:user@127.0.0.1:5060, user@host:port, or only the user of the local node; with --trunk a number" };
        var say = new Argument<FileInfo[]>("wav") { Description = "16-bit PCM wav files: one turn each, said when the other side has finished", Arity = ArgumentArity.ZeroOrMore };
        var record = new Option<FileInfo?>("--record") { Description = "Write what is heard to this wav file" };
        var from = new Option<string?>("--from") { Description = "User part that is presented (default: the trunk's, else voxie-call)" };
        var trunk = new Option<string?>("--trunk") { Description = "Dial through this trunk of the data folder: the address is a number or user then" };
        var longest = new Option<double>("--seconds") { Description = "Hang up after so many seconds at the latest", DefaultValueFactory = _ => 120 };
        var quiet = new Option<int>("--yield-ms") { Description = "Quiet of the other side before the next turn", DefaultValueFactory = _ => 1000 };
        var bargeIn = new Option<int?>("--barge-in-ms") { Description = "Interrupt: from the second turn on, speak so long after the other side began" };
        var silent = new Option<bool>("--no-transcript") { Description = "Do not recognise what is heard" };
        var calls = new Option<int>("--calls") { Description = "Callers at once, each with the turns in an order of its own; prints a summary", DefaultValueFactory = _ => 1 };
        var spread = new Option<double>("--spread") { Description = "Several callers dial at random moments within so many seconds", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Of the random moments and orders", DefaultValueFactory = _ => 1 };
        var json = new Option<bool>("--json") { Description = "Print one JSON object" };

        var call = new Command("call", "Place a test call: say wav files, record and recognise what is heard, print the timings")
        {
            address, say, record, from, trunk, longest, quiet, bargeIn, calls, spread, seed, silent, json,
        };
        call.SetAction((parsed, cancellation) => run(new CallRequest
        {
            Address = parsed.GetValue(address)!,
            Say = parsed.GetValue(say) ?? [],
            Record = parsed.GetValue(record),
            From = parsed.GetValue(from) ?? (parsed.GetValue(trunk) is null ? "voxie-call" : ""),
            Trunk = parsed.GetValue(trunk),
            Longest = TimeSpan.FromSeconds(parsed.GetValue(longest)),
            YieldAfter = TimeSpan.FromMilliseconds(parsed.GetValue(quiet)),
            BargeInAfter = parsed.GetValue(bargeIn) is { } ms ? TimeSpan.FromMilliseconds(ms) : null,
            Calls = Math.Clamp(parsed.GetValue(calls), 1, 500),
            Spread = TimeSpan.FromSeconds(parsed.GetValue(spread)),
            Seed = parsed.GetValue(seed),
            Transcribe = !parsed.GetValue(silent),
            Json = parsed.GetValue(json),
        }, parsed, cancellation));
        return call;
    }
}
