namespace Voxie.Pipeline.Audio;

/// <summary>What of our own voice came back on a line.</summary>
/// <param name="DelayMs">From sending to hearing, buffers of the far side included.</param>
/// <param name="LossDb">How much weaker it came back than it was sent.</param>
/// <param name="EnhancementDb">How much weaker still after cancelling (ERLE), over all that was heard of it, the learning included.</param>
public sealed record EchoReport(double DelayMs, double LossDb, double EnhancementDb);
