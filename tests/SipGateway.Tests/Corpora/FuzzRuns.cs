using System.Globalization;

namespace Voxie.SipGateway.Tests.Corpora;

/// <summary>How many mutants a fuzz test makes: a few each time, or as many as VOXIE_FUZZ_RUNS says in a long run.</summary>
internal static class FuzzRuns
{
    public static int Count(int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable("VOXIE_FUZZ_RUNS"), CultureInfo.InvariantCulture, out var count) ? count : usual;
}
