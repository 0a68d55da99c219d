using System.Diagnostics.CodeAnalysis;

namespace Voxie.SipGateway.Sdp;

/// <summary>Outcome of reading an offer or answer: either <see cref="Audio"/> or a refusal.</summary>
internal sealed record Negotiation
{
    public SdpRefusal Refusal { get; private init; }

    public AudioMedia? Audio { get; private init; }

    /// <summary>Our answer, when we were offered something; null when we read the answer to our own offer.</summary>
    public SessionDescription? Answer { get; private init; }

    /// <summary>Our end of it, when we were offered something.</summary>
    public LocalEnd? Local { get; private init; }

    [MemberNotNullWhen(true, nameof(Audio))]
    public bool IsAgreed => Audio != null;

    public static Negotiation Agreed(AudioMedia audio, SessionDescription? answer = null, LocalEnd? local = null) =>
        new() { Audio = audio, Answer = answer, Local = local };

    public static Negotiation Refused(SdpRefusal refusal) => new() { Refusal = refusal };
}
