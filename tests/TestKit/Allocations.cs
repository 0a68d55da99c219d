namespace Voxie.TestKit;

/// <summary>What a piece of code allocates on the managed heap once it is warm.</summary>
public static class Allocations
{
    /// <summary>
    /// The least of five runs, in bytes, on the calling thread. One run may carry what the runtime does for itself on that thread (a method
    /// compiled anew, a static field set up); code that allocates does so in each.
    /// </summary>
    public static long Steady(Action run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var least = long.MaxValue;
        for (var i = 0; i < 5 && least > 0; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            run();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
