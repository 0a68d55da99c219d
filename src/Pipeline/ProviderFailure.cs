using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline;

/// <summary>Side and stage of a provider's failure. A stall is a failure: every stage has a deadline.</summary>
public enum ProviderStage { SttConnect, SttStream, LlmConnect, LlmFirstToken, LlmStream, TtsConnect, TtsFirstByte, TtsStream }

/// <param name="Provider">Name as in the configuration, e.g. <c>openai</c>.</param>
/// <param name="Detail">For operators; no key, no transcript.</param>
/// <param name="Side">Whose fault: the provider's, or our configuration's (a wrong key, an unknown model).</param>
public sealed record ProviderFailure(string Provider, ProviderStage Stage, string Detail, EndSide Side = EndSide.Provider);
