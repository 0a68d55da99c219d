using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

/// <summary>A test that needs the speech models: skipped, with the remedy, where nobody has installed them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SpeechModelsFactAttribute : FactAttribute
{
    public SpeechModelsFactAttribute() => Skip = SpeechModels.Missing;
}
