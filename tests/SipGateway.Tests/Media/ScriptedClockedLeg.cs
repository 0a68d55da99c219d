using Voxie.Pipeline.Audio;
using Voxie.SipGateway.Media;

namespace Voxie.SipGateway.Tests.Media;

/// <summary>A leg without a socket that notes when it was ticked, and fails on request.</summary>
internal sealed class ScriptedClockedLeg : IClockedLeg, IFrameSink
{
    public List<long> SentAt { get; } = [];
    public List<Exception> Faults { get; } = [];
    public int Heard { get; private set; }
    public Exception? FailSend { get; set; }
    public Exception? FailHear { get; set; }
    public Action? OnSend { get; set; }

    public int MediaFd => -1;
    public int ControlFd => -1;
    public int BeatMs { get; set; } = 20;

    public void ReceiveMedia(long now) => throw new InvalidOperationException("There is no socket.");

    public void ReceiveControl(long now) => throw new InvalidOperationException("There is no socket.");

    public void Send(long now)
    {
        if (FailSend is { } failure) throw failure;
        SentAt.Add(now);
        OnSend?.Invoke();
    }

    public IFrameSink? Hear(long now)
    {
        if (FailHear is { } failure) throw failure;
        Heard++;
        return this;
    }

    public void Fault(Exception exception) => Faults.Add(exception);

    public void Accept(in AudioFrame frame)
    {
    }
}
