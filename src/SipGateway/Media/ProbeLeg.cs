using Voxie.Pipeline.Audio;

namespace Voxie.SipGateway.Media;

/// <summary>A leg that does nothing: it keeps a clock from parking while its lateness is measured.</summary>
internal sealed class ProbeLeg : IClockedLeg
{
    public int MediaFd => -1;
    public int ControlFd => -1;

    public void ReceiveMedia(long now)
    {
    }

    public void ReceiveControl(long now)
    {
    }

    public void Send(long now)
    {
    }

    public IFrameSink? Hear(long now) => null;

    public void Fault(Exception exception)
    {
    }
}
