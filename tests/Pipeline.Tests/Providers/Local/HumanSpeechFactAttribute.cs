using Voxie.TestKit;

namespace Voxie.Pipeline.Tests.Providers.Local;

/// <summary>A test that needs the speech models and the recorded human prompts: skipped, with the remedy, where one is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HumanSpeechFactAttribute : FactAttribute
{
    public HumanSpeechFactAttribute() => Skip = SpeechModels.Missing ?? HumanPrompts.Missing;
}
