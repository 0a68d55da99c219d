namespace Voxie.SipGateway.Tests.Fuzz;

/// <summary>A fact of the long run only: ./test.sh --long.</summary>
internal sealed class LongFactAttribute : FactAttribute
{
    public LongFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("VOXIE_LONG") != "1")
        {
            Skip = "long run only: ./test.sh --long";
        }
    }
}
