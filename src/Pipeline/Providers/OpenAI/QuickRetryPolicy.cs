using System.ClientModel.Primitives;

namespace Voxie.Pipeline.Providers.OpenAI;

/// <summary>Few tries, short waits: a caller is listening to silence. A server that asks for longer has failed for this turn.</summary>
internal sealed class QuickRetryPolicy(int retries) : ClientRetryPolicy(retries)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    protected override bool ShouldRetry(PipelineMessage message, Exception? exception) => !AsksForLonger(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(PipelineMessage message, Exception? exception) =>
        !AsksForLonger(message) && await base.ShouldRetryAsync(message, exception);

    protected override TimeSpan GetNextDelay(PipelineMessage message, int tryCount)
    {
        var delay = base.GetNextDelay(message, tryCount);
        return delay < LongestWait ? delay : LongestWait;
    }

    private static bool AsksForLonger(PipelineMessage message) =>
        message.Response is { } response && response.Headers.TryGetValue("retry-after", out var wait) && (!int.TryParse(wait, out var seconds) || seconds > 1);
}
