using Voxie.SipGateway.Transport;

namespace Voxie.SipGateway.Tests.Transport;

/// <summary>Hears and answers everybody.</summary>
internal sealed class OpenGate : ISourceGate
{
    public static OpenGate Instance { get; } = new();

    public bool Hears(SipFlow flow) => true;

    public void SendsTo(SipFlow flow)
    {
    }

    public bool AnswersBroken(SipFlow flow) => true;
}
