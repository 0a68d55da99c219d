namespace Voxie.Pipeline.Providers.Local.Flite;

/// <summary>Flite is not installed; the message names the library and the remedy.</summary>
internal sealed class FliteMissingException(string library)
    : Exception($"The voice library {library} is missing. Remedy: apt-get install libflite1.");
