namespace Voxie.Pipeline.Providers.Local;

/// <summary>The speech pool takes no more work for now.</summary>
public sealed class SpeechPoolFullException(int capacity) : Exception($"More than {capacity} pieces of speech work wait.");
