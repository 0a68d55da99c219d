namespace Voxie.Interop.Harness;

/// <summary>A fact of the long run only: ./test.sh --long.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (!IsLongRun)
        {
            Skip = "long run only: ./test.sh --long";
        }
    }

    public static bool IsLongRun { get; } = Environment.GetEnvironmentVariable("VOXIE_LONG") == "1";
}
