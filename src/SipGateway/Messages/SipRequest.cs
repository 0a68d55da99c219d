namespace Voxie.SipGateway.Messages;

internal sealed record SipRequest : SipMessage
{
    /// <summary>Case-sensitive; see <see cref="SipMethod"/>.</summary>
    public required string Method
    {
        get;
        init => field = SipText.IsToken(value) ? value : throw new ArgumentException("A method is a token.", nameof(value));
    }

    public required SipUri RequestUri { get; init; }

    public override string ToString() => $"{Method} {RequestUri}";
}
