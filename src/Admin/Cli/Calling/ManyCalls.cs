using Voxie.Pipeline.Calls;

namespace Voxie.Admin.Cli.Calling;

/// <summary>Several test callers at once, dialling at seeded random moments, each saying the turns in a seeded order of its own.</summary>
internal static class ManyCalls
{
    public static async Task<ManyCallsReport> RunAsync(CallRequest request, IOutboundLegs legs, TimeProvider time, CancellationToken cancellation)
    {
        var random = new Random(request.Seed);
        var calls = new List<Task<CallReport>>();
        for (var i = 0; i < request.Calls; i++)
        {
            var order = request.Say.ToArray();
            random.Shuffle(order);
            calls.Add(OneAsync(request with { Say = order }, request.Spread * random.NextDouble(), legs, time, cancellation));
        }
        return new ManyCallsReport(await Task.WhenAll(calls));
    }

    private static async Task<CallReport> OneAsync(
        CallRequest request, TimeSpan wait, IOutboundLegs legs, TimeProvider time, CancellationToken cancellation)
    {
        await Task.Delay(wait, time, cancellation);
        return (await new TestCall(legs, time).RunAsync(request, cancellation)).Report;
    }
}
