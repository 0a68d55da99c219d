using Voxie.Pipeline.Calls;
using Voxie.SipGateway.Telemetry;

namespace Voxie.SipGateway.Calls;

// What the line leaves behind besides its report. Any thread.
internal sealed partial class SipCallLeg
{
    public bool StartCapture(long maxBytes)
    {
        var capture = new MediaCapture(_media.Local, maxBytes, _layers.Time);
        if (_ended.Task.IsCompleted || Interlocked.CompareExchange(ref _capture, capture, null) is not null)
        {
            capture.Dispose();
            return false;
        }

        _media.Capture(capture.Ring);
        return true;
    }

    public IReadOnlyList<CallArtifact> Artifacts()
    {
        var left = new List<CallArtifact>();
        if (_ladder is { } ladder)
        {
            left.Add(new CallArtifact(LadderJson.ArtifactKind, LadderJson.MediaType, () => new MemoryStream(LadderJson.Write(ladder.Picture()), writable: false)));
        }

        if (Volatile.Read(ref _capture) is { } capture)
        {
            left.Add(new CallArtifact(MediaArtifacts.Kind, MediaArtifacts.MediaType, capture.Open));
        }

        return left;
    }
}
