namespace Voxie.Pipeline.Speaking;

/// <summary>A turn of the agent when it is over.</summary>
/// <param name="Text">What was to be said.</param>
/// <param name="Heard">What the line played of it.</param>
internal sealed record SpokenTurn(string Text, string Heard);
