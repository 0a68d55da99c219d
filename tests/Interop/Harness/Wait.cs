using System.Diagnostics;

namespace Voxie.Interop.Harness;

/// <summary>Waiting for what another process does: poll until it is so, or say what was not.</summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<bool> condition, TimeSpan within, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > within)
            {
                throw new TimeoutException($"not within {within.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(20);
        }
    }

    /// <summary>Polls until the answer is not null.</summary>
    public static async Task<T> ForAsync<T>(Func<Task<T?>> ask, TimeSpan within, string what)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            if (clock.Elapsed > within)
            {
                throw new TimeoutException($"not within {within.TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(50);
        }
    }
}
