namespace Voxie.Pipeline.Agents.Flows;

/// <summary>Something a caller may want, given by example.</summary>
/// <param name="Examples">Phrases as callers say them. One that ends in "..." may be followed by anything ("can I speak to ...").</param>
public sealed record FlowIntent(IReadOnlyList<string> Examples);
