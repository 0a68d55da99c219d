using System.ComponentModel;
using Voxie.Pipeline.Recording;

namespace Voxie.Admin.Recordings;

internal sealed record RecordingStateBody(
    [property: Description("waiting (not begun), recording, paused or stopped.")] RecordingState State);
