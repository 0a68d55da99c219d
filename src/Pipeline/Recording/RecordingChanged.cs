using Voxie.Pipeline.Calls;

namespace Voxie.Pipeline.Recording;

/// <summary>The recording of a call was paused, resumed or stopped; to be written into the record.</summary>
/// <param name="By">Who wanted it, or why it stopped.</param>
internal sealed record RecordingChanged(string What, string By, TimeSpan At) : CallEvent;
